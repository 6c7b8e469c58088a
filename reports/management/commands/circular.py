from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from base import clock
from reports.circulars.docx import docx
from reports.circulars.snapshot import canonical
from reports.models import Circular, Letterhead, Snapshot
from tasks.models import Plan


class Command(BaseCommand):
    help = "The progress circular of a day as a Word file: an unissued draft, nothing is kept."

    def add_arguments(self, parser):
        parser.add_argument("--on", type=date.fromisoformat, default=None, help="day, 2021-02-18; default today")
        parser.add_argument("--docx", type=Path, required=True, help="where the Word file goes")
        parser.add_argument("--json", type=Path, default=None, help="where the snapshot goes, if anywhere")
        parser.add_argument("--plan", default="", help="document number; default the newest plan in force")
        parser.add_argument("--brief", action="store_true", help="a brief 简报 instead")

    def handle(self, *args, **options):
        plan, day = _plan(options["plan"]), options["on"] or clock.today()
        if not plan.loaded_on <= day <= clock.today():
            raise CommandError(f"There are figures from {plan.loaded_on} to {clock.today()}.")
        snapshot = Snapshot.taken(plan, day)
        kind = Circular.Kind.BRIEF if options["brief"] else Circular.Kind.CIRCULAR
        circular = Circular.drafted(snapshot, kind, Letterhead.of(plan))
        options["docx"].write_bytes(docx(circular.paper, snapshot.taken_at))
        if options["json"]:
            options["json"].write_text(canonical(snapshot.data))
        self.stdout.write(f"{options['docx']}: data as of {day}, sha256 {snapshot.sha256}")


def _plan(number: str) -> Plan:
    found = Plan.objects.current().filter(**({"document_number": number} if number else {})).first()
    if found is None:
        raise CommandError(f"No plan in force has the number {number!r}." if number else "No plan is in force.")
    return found
