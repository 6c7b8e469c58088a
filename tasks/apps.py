from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "tasks"

    def ready(self):
        from base import append_only

        append_only.guard("tasks_entry")
        append_only.guard("tasks_evidence", frozen_when="OLD.entry_id IS NOT NULL")
