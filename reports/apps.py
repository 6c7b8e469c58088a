from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from base import nav
        from pilots.access import Action, may
        from tasks import panels

        from .trends import trend

        nav.register(
            "dashboard",
            _("Overview"),
            "reports:dashboard",
            order=5,
            key="o",
            roles=lambda officer: may(officer, Action.SEE_DASHBOARD),
        )
        panels.register("unit", "reports/_trend.html", trend, order=35)
