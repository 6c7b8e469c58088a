from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from base import nav
        from pilots.access import Action, may
        from tasks import asking, panels

        from .beforehand import before_asking, of_unit
        from .trends import trend

        nav.register(
            "dashboard",
            _("Overview"),
            "reports:dashboard",
            order=5,
            key="o",
            roles=lambda officer: may(officer, Action.SEE_DASHBOARD),
            covers=("reports:changes", "reports:burden", "reports:burden_of"),
        )
        asking.register("reports/_before_asking.html", before_asking)
        panels.register("unit", "reports/_trend.html", trend, order=35)
        panels.register("unit", "reports/_burden.html", of_unit, order=95)
