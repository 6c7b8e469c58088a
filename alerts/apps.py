from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AlertsConfig(AppConfig):
    name = "alerts"
    verbose_name = _("Reminders")

    def ready(self):
        from base import alarms, health, nav
        from pilots import handover
        from pilots.access import Action, may
        from tasks import panels

        from . import alarms as sending
        from .handover import move_unread
        from .models import Message
        from .panels import notices_of

        nav.register(
            "inbox",
            _("Inbox"),
            "alerts:inbox",
            order=10,
            slot="side",
            key="i",
            covers=("alerts:message", "alerts:notices", "alerts:notice"),
            roles=lambda officer: may(officer, Action.READ_INBOX),
            count=lambda request: [Message.objects.visible_to(request.user).unread()],
        )
        nav.register(
            "sending",
            _("Sending of reminders"),
            "alerts:health",
            order=76,
            # The bureau's bar is full: it comes here from its inbox and from the red line.
            roles=lambda officer: may(officer, Action.KEEP_SENDING),
        )
        panels.register("obligation", "alerts/_notices.html", notices_of, order=10)
        handover.register(move_unread)
        health.watch(sending.word)
        health.examine(sending.figures)
        alarms.register(sending.told, sending.COLUMNS, sending.alarms)
