from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


def guard_again(using, **kwargs):
    from . import append_only

    append_only.install(using)


class BaseConfig(AppConfig):
    name = "base"
    verbose_name = _("Calendar")

    def ready(self):
        from . import append_only, nav

        append_only.guard("base_auditrecord")
        nav.register(
            "audit",
            _("Audit log"),
            "base:audit",
            order=10,
            roles=lambda officer: officer.has_perm("base.view_auditrecord"),
        )
        post_migrate.connect(guard_again, dispatch_uid="append_only")
