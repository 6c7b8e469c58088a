from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"

    def ready(self):
        from base import append_only, fresh, nav
        from pilots.access import Action, may
        from tasks import asking, panels

        from .beforehand import before_asking, of_unit
        from .circulars.panel import to_sign
        from .models import Circular
        from .requests import last_notice
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
        nav.register(
            "circulars",
            _("Circulars"),
            "reports:circulars",
            order=45,
            key="c",
            covers=tuple(
                f"reports:circular{name}" for name in ("", "_revise", "_submit", "_send_back", "_issue", "_sign")
            ),
            roles=lambda officer: may(officer, Action.SEE),
            count=lambda request: [Circular.objects.awaiting(request.user)],
        )
        # A snapshot is locked from its first moment, a signature stays.
        append_only.guard("reports_snapshot")
        append_only.guard("reports_circularreceipt")
        # Notices are requests too.
        fresh.register("notices", last_notice)
        asking.register("reports/_before_asking.html", before_asking)
        panels.register("unit", "reports/_to_sign.html", to_sign, order=3)
        panels.register("unit", "reports/_trend.html", trend, order=35)
        panels.register("unit", "reports/_burden.html", of_unit, order=95)
