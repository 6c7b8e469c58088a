from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from base import nav
        from pilots.access import Action, may

        nav.register(
            "dashboard",
            _("Overview"),
            "reports:dashboard",
            order=5,
            key="o",
            roles=lambda officer: may(officer, Action.SEE_DASHBOARD),
        )
