from django.core.management.base import BaseCommand

from alerts.models import Outgoing


class Command(BaseCommand):
    help = "Let leave what was held after a restore or by a person."

    def handle(self, **options):
        done = Outgoing.row().release()
        return "Released. What is due leaves with the next sweep." if done else "Nothing was held."
