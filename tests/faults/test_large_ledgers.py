"""20,000 items end to end, each act in a process of its own: time and memory are told, and bounded."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from base.sheets.writing import SheetOut, workbook
from tests.cast import Cast
from tests.own_database import ROOT
from tests.transfers.books import department
from tests.transfers.sheets import TODAY
from transfers.models import Agreement, Item
from transfers.sheets.items import HANDED_OVER, ItemLedger

pytestmark = [pytest.mark.fault, pytest.mark.stack, pytest.mark.timeout(600)]
ROWS = 20_000
SAID = {
    "kind": "licence",
    "batch": 1,
    "supervisor": "区市场监督管理局",
    "supervisor_contact": "综合股",
    "number": "区协〔2021〕1号",
    "stage": "circulating",
    "transfer_on": "2021-02-26",
    "old_cases_stay": True,
    "giver_signed_on": "2021-02-05",
    "taker_signed_on": "2021-02-05",
    **dict.fromkeys(("items_at", "time_at", "duties_at", "systems_at", "archives_at"), "第三条"),
    **dict.fromkeys(HANDED_OVER, "2021-02-08"),
    **dict.fromkeys(("steps_before", "materials_before", "time_statutory", "time_before"), 8),
    **dict.fromkeys(("steps_after", "materials_after", "time_after"), 4),
    **dict.fromkeys(("std_conditions", "std_methods", "std_supervision", "one_window"), True),
}


def acted(database, act: str, path: Path) -> dict:
    command = [sys.executable, "-m", "tests.transfers.big_items", act, str(path)]
    told = subprocess.run(command, env=database.env, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout.splitlines()[-1])


def written(path: Path, rows) -> Path:
    meta = {"ledger": "items", "place": "zhanggong"}
    path.write_bytes(workbook([SheetOut("事项", list(ItemLedger.columns), rows, meta=meta)]))
    return path


def test_twenty_thousand_items_are_listed_downloaded_and_changed(own_database, tmp_path, figures):
    cast = Cast()
    cast.plan()
    for number in range(20):
        department(cast, name=f"区第{number}局", order=number)
    listed = [
        ("", None, {"name": f"第{n}项许可", "code": f"36{n:07}", "department": f"区第{n % 20}局", **SAID})
        for n in range(ROWS)
    ]
    cost = {"new, preview": acted(own_database, "preview", written(tmp_path / "new.xlsx", listed))}
    assert cost["new, preview"]["counts"]["new"] == ROWS
    cost["new, confirm"] = acted(own_database, "confirm", tmp_path)
    assert (Item.objects.count(), Agreement.objects.count()) == (ROWS, ROWS)

    cost["download"] = acted(own_database, "download", tmp_path / "all.xlsx")
    ledger = ItemLedger(cast.own, TODAY)
    changed = [
        (known.key, known.version, known.values | {"steps_after": 3 + n % 2, "archives_at": "第五条"})
        for n, known in enumerate(ledger.rows())
    ]
    cost["changed, preview"] = acted(own_database, "preview", written(tmp_path / "changed.xlsx", changed))
    assert cost["changed, preview"]["counts"]["changed"] == ROWS
    cost["changed, confirm"] = acted(own_database, "confirm", tmp_path)
    assert Agreement.objects.current().filter(archives_at="第五条").count() == ROWS
    for act, told in cost.items():
        figures(f"20,000 items, {act}", outcome=told)
    assert all(told["extra_mib"] < 300 and told["cage_mib"] < 300 for act, told in cost.items() if "preview" in act)
