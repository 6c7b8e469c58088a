import json
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from base import clock
from pilots.models import Unit
from transfers.book import Book
from transfers.figures import figure_of


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


# What the command calls each measure over which a share is taken.
SHARES = {
    "staff_ratio": "staff_transferred",
    "training": "staff_trained",
    "standardised": "items_standardised",
    "agreements": "agreements_complete",
    "taken_over": "items_taken_over",
    "supervision": "items_supervised",
}
TESTED = ("met", "of", "unrecorded", "minimal", "before", "after")


def measured(book: Book) -> dict:
    """{measure: {numerator, denominator, value, floor, met}}, and the three reductions apart."""
    floors = {"staff_ratio": float(book.share.floor)}
    shares = {name: _share(book, key, floors.get(name, 1.0)) for name, key in SHARES.items()}
    return shares | {"reduction": {test.name: {name: getattr(test, name) for name in TESTED} for test in book.tests}}


def _share(book: Book, key: str, floor: float) -> dict:
    figure = figure_of(key, book.sums, book.plan, book.unit, book.on)
    part, whole = figure.numerator, figure.denominator
    value = round(part / whole, 4) if whole else None
    return {"numerator": part, "denominator": whole, "value": value, "floor": floor, "met": figure.reached}
