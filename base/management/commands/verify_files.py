from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from base import files
from base.models import StoredFile


class Command(BaseCommand):
    help = "Compare every kept file with its digest; exit status 1 if one is damaged or missing."

    def handle(self, **options):
        damaged = files.verify()
        for stored in damaged:
            self.stdout.write(f"{stored.sha256}  {stored.kind}  {stored.size}")
        if damaged:
            raise CommandError(_("%(count)s files are damaged or missing.") % {"count": len(damaged)})
        self.stdout.write(_("%(count)s files are whole.") % {"count": StoredFile.objects.count()})
