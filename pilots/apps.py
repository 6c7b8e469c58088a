from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PilotsConfig(AppConfig):
    name = "pilots"
    verbose_name = _("Units and people")

    def ready(self):
        from base import nav

        from .access import Action, may

        def keeps_accounts(officer):
            return may(officer, Action.KEEP_OWN_ACCOUNTS) or may(officer, Action.KEEP_ALL_ACCOUNTS)

        nav.register(
            "officers",
            _("Accounts"),
            "pilots:officers",
            order=70,
            roles=keeps_accounts,
            covers=("pilots:officer", "pilots:officer_new", "pilots:handover"),
        )
        nav.register(
            "gaps",
            _("Units without officer"),
            "pilots:gaps",
            order=75,
            # The bureau's bar is full: it comes here from its dashboard and from the page about sending.
            roles=lambda officer: may(officer, Action.KEEP_ALL_ACCOUNTS),
        )
        nav.register("admin", _("Reference data"), "admin:index", order=80, roles=lambda officer: officer.is_staff)
        nav.register(
            "me",
            _("My account"),
            "pilots:me",
            order=90,
            roles=lambda officer: True,
            slot="side",
            covers=("pilots:password",),
        )
