"""Load an issued notice: .docx or .txt (the whole notice), .xlsx (its table)."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from tasks import loading
from tasks.loading.fields import FIELD_LABELS
from tasks.reading.as_json import as_json
from tasks.reading_texts import reason_text, warning_text


class Command(BaseCommand):
    help = "Load an issued notice: .docx or .txt (whole notice) or .xlsx (its task table)."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the notice as issued")
        parser.add_argument("--plan", default="", metavar="NUMBER", help="document number of the plan it belongs to")
        parser.add_argument("--dry-run", action="store_true", help="show what would change and change nothing")
        parser.add_argument("--json", action="store_true", help="print what was read as JSON")
        parser.add_argument("--yes", action="store_true", help="confirm changes to a plan that is already in force")

    def handle(self, *args, file, plan, **options):
        path = Path(file)
        if not path.is_file():
            raise CommandError(_("There is no file “%(path)s”.") % {"path": file})
        try:
            self._load(path, plan, options)
        except loading.LoadRefused as refused:
            raise CommandError(str(refused)) from refused

    def _load(self, path, number, options):
        notice = loading.read_notice(path, path.name)
        plan = loading.plan_for(notice, number)
        data = loading.data_for(notice, plan, number)
        if options["dry_run"]:
            changes = loading.rehearse(notice, plan, data)
        else:
            loading.ensure_units(notice, data)
            changes = self._put_in_force(notice, plan, data, path.name, number, options)
        if options["json"]:
            self._print_json(notice, changes)
        else:
            self._tell(notice, changes, options["dry_run"])

    def _print_json(self, notice, changes):
        data = as_json(notice, obligations=changes.total, text=warning_text, reason=reason_text)
        data["units"] = data["units"] or [{"name": unit.name, "kind": unit.kind} for unit in changes.pilots]
        self.stdout.write(json.dumps(data, ensure_ascii=False, indent=1, default=str))

    def _put_in_force(self, notice, plan, data, name, number, options):
        load = loading.open_load(notice, name, plan=plan, data=data, number=number)
        changes = loading.compare(notice, plan, data, load.rulings)
        if plan and changes.changed and not (options["yes"] or self._confirmed(changes)):
            loading.discard(load)
            raise CommandError(_("Nothing was changed. Run it again with --yes to put these changes in force."))
        return loading.apply(load)

    def _confirmed(self, changes):
        self._show(changes, self.stderr)
        if not self.stdin_is_terminal():
            return False
        return input(_("Put these changes in force? [y/N] ")).strip().lower() in {"y", "yes", "是"}

    def stdin_is_terminal(self):
        return sys.stdin.isatty()

    def _tell(self, notice, changes, dry_run):
        self._show(changes, self.stdout)
        for warning in notice.warnings:
            self.stdout.write(f"? {warning_text(warning)}")
        counts = changes.counts()
        self.stdout.write(
            _(
                "%(tasks)d tasks, %(total)d obligations: %(added)d added, %(changed)d changed, "
                "%(unchanged)d unchanged, %(removed)d removed"
            )
            % {"tasks": len(changes.rows), "total": changes.total, **counts}
        )
        self.stdout.write(
            f"{counts['unchanged']} unchanged; {counts['added']} added; {counts['changed']} changed; "
            f"{counts['removed']} removed; {changes.total} obligations"
        )
        if dry_run:
            self.stdout.write(_("Dry run: nothing was changed."))

    def _show(self, changes, out):
        for change in changes.changed:
            if change.kind == "changed":
                for name in change.fields:
                    before, after = getattr(change.before, name), getattr(change.after, name)
                    if name == "units":
                        before, after = len(before), len(after)
                    out.write(
                        _("Row %(row)d, %(field)s: %(before)s → %(after)s")
                        % {"row": change.number, "field": FIELD_LABELS[name], "before": before, "after": after}
                    )
            elif change.kind == "removed":
                out.write(
                    _("Row %(row)d is no longer in the table: its obligations are cancelled.") % {"row": change.number}
                )
