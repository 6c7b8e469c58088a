"""The page that `make faults` writes."""

import subprocess
import sys

import pytest

from tests.faults.report import ASKED, page, table
from tests.tools.measured import ROOT


def figure(check, database="SQLite 3.40.1", seed="none", **counts):
    return {"check": check, "database": database, "seed": seed, "outcome": counts}


EACH = [figure(check, database, 7, lost=0) for check in ASKED for database in ("SQLite 3.40.1", "PostgreSQL 18.6")]


def test_each_check_has_a_line_with_both_databases_its_control_and_its_seeds():
    more = [figure("JB1", seed=8, lost=0, doubled_on_the_wire={"mails": 3}), figure("JB1 control", lost=9)]
    first = table([*EACH, *more]).splitlines()[2]
    assert first.startswith(f"| JB1 | {ASKED['JB1']} | lost 0<br>lost 0, doubled on the wire (mails 3) | lost 0 |")
    assert first.endswith("| SQLite: lost 9 | 7, 8 |")


def test_what_else_was_counted_stands_at_the_end():
    assert table([*EACH, figure("names", seen=0)]).splitlines()[-1] == "| names |  | seen 0 | – | – | – |"


def test_a_check_without_figures_lets_no_page_be_written():
    with pytest.raises(SystemExit, match="JB12 rule"):
        table([each for each in EACH if each["check"] != "JB12 rule"])


def test_the_command_says_which_checks_are_missing(tmp_path):
    told = tmp_path / "figures.jsonl"
    told.write_text("")
    command = [sys.executable, "-m", "tests.faults.report", str(told)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (1, f"These checks told no figures: {', '.join(ASKED)}\n")


def test_no_place_of_the_page_is_left_open():
    written = page(EACH, ["2026-01-01, commit abc1234"])
    assert "- 2026-01-01, commit abc1234" in written
    assert "{" not in written
