from django.apps import AppConfig
from django.db.models.signals import post_migrate


def guard_again(using, **kwargs):
    from . import append_only

    append_only.install(using)


class BaseConfig(AppConfig):
    name = "base"

    def ready(self):
        from . import append_only

        append_only.guard("base_auditrecord")
        post_migrate.connect(guard_again, dispatch_uid="append_only")
