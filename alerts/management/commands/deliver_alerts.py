from django.conf import settings
from django.core.management.base import BaseCommand

from alerts import outbox
from alerts.models import Delivery, Outgoing
from alerts.quiet import is_quiet
from base import clock

UNTIL_DONE = float("inf")


class Command(BaseCommand):
    help = "Send what is due now, as the worker does each minute."

    def add_arguments(self, parser):
        parser.add_argument("--now", action="store_true", help="send in quiet hours and on rest days too")

    def handle(self, **options):
        moment = clock.now()
        counts = outbox.deliver(moment, seconds=UNTIL_DONE, even_if_quiet=options["now"])
        for state, number in sorted(counts.items()):
            self.stdout.write(f"{state}: {number}")
        waiting = Delivery.objects.not_ended().count()
        self.stdout.write(f"{waiting} waiting")
        if Outgoing.objects.held().exists():
            self.stdout.write("Everything is held: look at what waits, then run release_alerts.")
        elif waiting and is_quiet(moment) and not options["now"]:
            self.stdout.write(f"Nothing leaves on rest days and in QUIET_HOURS={settings.QUIET_HOURS}.")
            self.stdout.write("--now sends all the same.")
