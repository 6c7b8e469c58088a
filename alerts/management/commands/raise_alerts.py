import json
from datetime import date

from django.core.management.base import BaseCommand

from alerts.models import Alert
from base import clock


class Command(BaseCommand):
    help = "Raise what is due and make the day's digests. Running it again on the same day makes nothing new."

    def add_arguments(self, parser):
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="DAY", help="the day, as 2021-02-18 (default: today)"
        )
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, **options):
        done = Alert.objects.raise_due(on=options["on"] or clock.today())
        if options["json"]:
            return json.dumps({"raised": done.raised, "rungs": done.rungs, "digests": done.digests})
        told = [f"{kind}: {number} raised" for kind, number in done.raised.items() if number]
        return "\n".join([*told, f"{done.digests} digests"])
