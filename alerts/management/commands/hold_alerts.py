from django.core.management.base import BaseCommand

from alerts.models import Outgoing


class Command(BaseCommand):
    help = "Let nothing leave until somebody releases it, as before a move to another machine."

    def add_arguments(self, parser):
        parser.add_argument("--because", default="", metavar="TEXT", help="why, as people read it")

    def handle(self, **options):
        done = Outgoing.row().hold(note=options["because"])
        return "Held." if done else "It was held already."
