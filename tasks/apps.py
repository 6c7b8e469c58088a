from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    name = "tasks"
    verbose_name = _("Plan settings")

    def ready(self):
        from base import append_only
        from pilots import handover, welcome

        from . import beside, instructions, joint_meetings, measures, menu, problem_panels, sheets, tallies
        from .handover import move_work
        from .meetings import MEASURE
        from .welcome import say

        menu.register()
        tallies.register()
        beside.register()
        instructions.register()
        measures.register([MEASURE], joint_meetings.figures)
        problem_panels.register()
        sheets.register()
        handover.register(move_work)
        welcome.register(say)
        append_only.guard("tasks_dispatch", may_change=("superseded_at",))
        append_only.guard("tasks_dispatch_units")
        append_only.guard("tasks_entry")
        append_only.guard("tasks_problemstep")
        append_only.guard("tasks_evidence", frozen_when="OLD.entry_id IS NOT NULL")
