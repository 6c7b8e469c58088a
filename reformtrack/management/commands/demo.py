"""Fill an empty installation with the fictitious history of the demo."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from reformtrack.demo import DAY, PASSWORD
from reformtrack.demo.people import accounts
from reformtrack.demo.play import NotEmpty, play


class Command(BaseCommand):
    help = "Fill an empty installation with the demo (everything in it is fictitious)."

    def add_arguments(self, parser):
        parser.add_argument("--logins", action="store_true", help="print the demo's accounts and do nothing else")

    def handle(self, *args, logins, **options):
        if logins:
            return self._print_logins()
        try:
            plan = play()
        except NotEmpty:
            raise CommandError(_("The demo needs an empty installation; here is work already.")) from None
        self.stdout.write(
            _("%(plan)s: %(n)d obligations, played up to %(day)s. Everything in it is fictitious.")
            % {"plan": plan.document_number, "n": plan.obligations.count(), "day": DAY.isoformat()}
        )

    def _print_logins(self):
        self.stdout.write(_("Password of all demo accounts: %(password)s") % {"password": PASSWORD})
        for account in accounts()[:6]:
            self.stdout.write(f"  {account.username:14} {account.name} {account.post}")
        self.stdout.write(_("  dingnan        county officer; dingnan-lead: county lead (so for each pilot's key)"))
