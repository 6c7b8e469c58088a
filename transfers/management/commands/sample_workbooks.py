from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from base import clock
from pilots.models import Unit
from transfers.sheets.items import ItemLedger
from transfers.sheets.samples import SAMPLES


class Command(BaseCommand):
    help = "Write sample workbooks that fit the ledgers of a unit: a roster with two bad rows, item ledgers, a GBK csv."

    def add_arguments(self, parser):
        parser.add_argument("--unit", default="定南县", help="name or key of the unit")
        parser.add_argument("--into", type=Path, default=settings.BASE_DIR / "fixtures" / "samples", help="folder")

    def handle(self, *args, **options):
        unit = Unit.objects.filter(name=options["unit"]).first() or Unit.objects.filter(key=options["unit"]).first()
        if unit is None:
            raise CommandError(f"No unit is called {options['unit']!r}.")
        if not ItemLedger(unit, clock.today()).rows():
            raise CommandError(f"{unit.name} has no items yet; load the demo first.")
        options["into"].mkdir(parents=True, exist_ok=True)
        for name, sample in SAMPLES.items():
            (options["into"] / name).write_bytes(sample(unit, clock.today()))
            self.stdout.write(str(options["into"] / name))
