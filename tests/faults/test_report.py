"""The page that `make faults` writes."""

import pytest

from tests.faults.report import ASKED, page, table


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


def test_no_place_of_the_page_is_left_open():
    written = page(EACH, ["2026-01-01, commit abc1234"])
    assert "- 2026-01-01, commit abc1234" in written
    assert "{" not in written
