import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from base import clock
from pilots.models import Unit
from transfers.book import Book
from transfers.figures import list_is_whole


class Command(BaseCommand):
    help = "The figures of one unit on a day, as JSON: the same that every page shows."

    def add_arguments(self, parser):
        parser.add_argument("--unit", required=True, help="name or key of the unit")
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="day, 2021-02-18; default today")
        parser.add_argument("--json", action="store_true", help="one line for programs")

    def handle(self, *args, **options):
        unit = Unit.objects.filter(name=options["unit"]).first() or Unit.objects.filter(key=options["unit"]).first()
        if unit is None:
            raise CommandError(f"No unit is called {options['unit']!r}.")
        book = Book(unit, options["on"] or clock.today(), clock.today())
        if book.plan is None:
            raise CommandError(f"{unit.name} is no pilot of any plan in force.")
        self.stdout.write(json.dumps(measured(book), ensure_ascii=False, indent=None if options["json"] else 2))


def measured(book: Book) -> dict:
    """{measure: {numerator, denominator, value, floor, met}}, and the three reductions apart."""
    sums, share = book.sums, book.share
    whole = list_is_whole(sums)

    def over_items(name):
        return _share(sums[name], sums["items"], met=whole and 0 < sums["items"] == sums[name])

    return {
        "staff_ratio": _share(share.moved, share.of, float(share.floor), share.reached),
        "training": _share(
            sums["staff_trained"],
            sums["staff_transferred"],
            met=0 < sums["staff_transferred"] == sums["staff_trained"],
        ),
        "standardised": over_items("standardised"),
        "agreements": over_items("complete"),
        "taken_over": over_items("taken_over"),
        "supervision": over_items("supervised"),
        "reduction": {
            test.name: {
                "met": test.met,
                "of": test.of,
                "unrecorded": test.unrecorded,
                "minimal": test.minimal,
                "before": test.before,
                "after": test.after,
            }
            for test in book.tests
        },
    }


def _share(part: int, whole: int, floor: float = 1.0, met: bool = False) -> dict:
    value = round(part / whole, 4) if whole else None
    return {"numerator": part, "denominator": whole, "value": value, "floor": floor, "met": met}
