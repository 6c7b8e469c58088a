from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransfersConfig(AppConfig):
    name = "transfers"
    verbose_name = _("Ledgers")

    def ready(self):
        from base import append_only
        from tasks import measures

        from . import menu, panels, sheets
        from .figures import FIGURES, figures

        measures.register(tuple(FIGURES), figures)
        menu.register()
        panels.register()
        sheets.register()
        for table in FACTS:
            append_only.guard(table, may_change=("superseded_at",))


FACTS = (
    "transfers_department",
    "transfers_staffcount",
    "transfers_staffmember",
    "transfers_trainingsession",
    "transfers_item",
    "transfers_agreement",
    "transfers_establishment",
)
