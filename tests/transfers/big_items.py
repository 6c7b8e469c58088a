"""Run by a test in a process of its own: one act on an item ledger of 20,000 rows; prints what it cost, as JSON."""

import json
import resource
import sys
import threading
import time
from datetime import date
from pathlib import Path

import django

django.setup()

from django.core.files.base import File  # noqa: E402
from django.db import transaction  # noqa: E402

from base.models import SheetLoad  # noqa: E402
from base.sheets import books, loads  # noqa: E402
from base.sheets.ledgers import opened  # noqa: E402
from pilots.models import Officer  # noqa: E402
from tests.base.big_load import Peak, own_mib  # noqa: E402

TODAY = date(2021, 2, 18)


def main(act: str, path: str) -> None:
    officer = Officer.objects.get(username="officer")
    ledger = opened("items", officer, "zhanggong", write=True)
    peak, done = Peak(), threading.Event()
    threading.Thread(target=peak.watch, args=(done,), daemon=True).start()
    before, began = own_mib(), time.process_time()
    told = ACTS[act](Path(path), ledger, officer)
    done.set()
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = {
        "extra_mib": round(peak.most - before),
        "cage_mib": round(child.ru_maxrss / 1024),
        "seconds": round(time.process_time() - began, 1),
        "cage_seconds": round(child.ru_utime + child.ru_stime, 1),
    }
    print(json.dumps({**told, **cost}))


def preview(path: Path, ledger, officer) -> dict:
    """Upload a workbook; it is read, compared and kept."""
    with path.open("rb") as file:
        load = loads.open_load(ledger, [File(file, "items.xlsx")], by=officer)
    loads.take_in(load.pk, ledger)
    return {"counts": SheetLoad.objects.get(pk=load.pk).counts}


def confirm(path: Path, ledger, officer) -> dict:
    load = SheetLoad.objects.latest("pk")
    with transaction.atomic():
        loads.confirm(load=load, ledger=ledger, by=officer, on=TODAY)
    return {}


def download(path: Path, ledger, officer) -> dict:
    path.write_bytes(books.whole(ledger, TODAY))
    return {"mib": round(path.stat().st_size / 2**20, 1)}


ACTS = {"preview": preview, "confirm": confirm, "download": download}

if __name__ == "__main__":
    main(*sys.argv[1:])
