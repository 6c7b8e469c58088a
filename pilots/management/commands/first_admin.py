"""The first administrator, on an installation that has none."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from ...access import Role
from ...models import Officer, Unit


class Command(BaseCommand):
    help = "Open the first administrator's account and print its one-time password. Refuses when there is one."

    def add_arguments(self, parser):
        parser.add_argument("--username", default="admin")

    def handle(self, *, username, **options):
        if Officer.objects.active().of_roles(Role.ADMIN).exists():
            raise CommandError(_("There is an administrator already."))
        officer = Officer(username=username, name=_("Administrator"), role=Role.ADMIN, unit=bureau())
        try:
            password = officer.open_account()
        except ValidationError as error:
            raise CommandError(" ".join(error.messages))
        self.stdout.write(f"{_('account')}: {officer.username}")
        hours = settings.ONE_TIME_PASSWORD_HOURS
        self.stdout.write(
            _("one-time password (valid %(hours)s h): %(password)s") % {"hours": hours, "password": password}
        )


def bureau() -> Unit:
    """The municipal bureau; on an empty installation the units of the fixture are loaded first."""
    if not Unit.objects.exists():
        call_command("loaddata", "pilots", verbosity=0)
    found = Unit.objects.active().filter(kind=Unit.Kind.BUREAU).first()
    if found is None:
        raise CommandError(_("There is no unit yet that verifies: add the municipal bureau first."))
    return found
