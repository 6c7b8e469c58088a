"""Fill an empty installation with a made-up province, large enough to see how the product bears it."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reformtrack.demo.play import NotEmpty
from reformtrack.simulation.writing import simulate

# As many ledger lines for each pilot as 200,000 are for 2,850 of them.
LINES, PILOTS = 200_000, 2_850


class Command(BaseCommand):
    help = "Fill an empty installation with a made-up province (everything in it is fictitious)."

    def add_arguments(self, parser):
        parser.add_argument("--pilots", type=int, default=PILOTS, help="pilots, about nineteen in each city")
        parser.add_argument("--seed", type=int, default=1, help="the same seed writes the same ledger")
        parser.add_argument("--entries", type=int, help="lines of the ledger (default: seventy for each pilot)")

    def handle(self, *args, pilots, seed, entries, **options):
        wanted = entries if entries is not None else round(pilots * LINES / PILOTS)
        try:
            plan = simulate(pilots, seed, wanted)
        except NotEmpty:
            raise CommandError(_("A simulation needs an empty installation; here is work already.")) from None
        self.stdout.write(
            _("%(pilots)d pilots, %(n)d obligations, %(lines)d ledger lines. Everything in it is fictitious.")
            % {"pilots": pilots, "n": plan.obligations.count(), "lines": plan.head_number}
        )
