"""Run by a test in a process of its own: takes in a workbook of 20,000 rows and prints what that cost, as JSON."""

import json
import resource
import sys
import threading
import time
from pathlib import Path

import django

django.setup()

from django.core.files.base import File  # noqa: E402

from base.models import SheetLoad  # noqa: E402
from base.sheets import loads  # noqa: E402
from pilots.models import Officer  # noqa: E402
from tests.base import sheetledger  # noqa: E402

PAUSE = 0.02


def own_mib() -> float:
    """Memory of this process now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def main(path: str) -> None:
    sheetledger.install()
    officer = Officer.objects.get(username="officer")
    people = [sheetledger.person(f"王{n}", items=[f"事项{n}"]) for n in range(10_000)]
    sheetledger.STORES["zhanggong"] = sheetledger.Store(*people)
    ledger = sheetledger.opened(officer, "zhanggong", write=True)
    peak, done = Peak(), threading.Event()
    threading.Thread(target=peak.watch, args=(done,), daemon=True).start()
    before, began = own_mib(), time.process_time()
    with Path(path).open("rb") as file:
        load = loads.open_load(ledger, [File(file, "大表.xlsx")], by=officer)
    waited = load.state
    loads.take_in(load.pk, ledger)
    done.set()
    load = SheetLoad.objects.get(pk=load.pk)
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        json.dumps(
            {
                "waited": waited,
                "counts": load.counts,
                "extra_mib": round(peak.most - before),
                "cage_mib": round(child.ru_maxrss / 1024),
                "seconds": round(time.process_time() - began, 1),
                "cage_seconds": round(child.ru_utime + child.ru_stime, 1),
            }
        )
    )


class Peak:
    """The most memory seen while watching."""

    most = 0.0

    def watch(self, done: threading.Event) -> None:
        while not done.wait(PAUSE):
            self.most = max(self.most, own_mib())


if __name__ == "__main__":
    main(sys.argv[1])
