from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import ExtensionQuerySet
from ..states import Verb


class Extension(models.Model):
    """A request for a later due day and its decision: who asked, why, who decided, when."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to be decided")
        GRANTED = "granted", _("granted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")

    obligation = models.ForeignKey("tasks.Obligation", models.PROTECT, related_name="extensions")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    from_due_on = models.DateField()
    asked_due_on = models.DateField(_("extend to"))
    reason = models.TextField(_("reason"))
    late_request = models.BooleanField(default=False)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted_due_on = models.DateField(null=True)
    decision = models.TextField(blank=True)

    objects = ExtensionQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["obligation"],
                condition=models.Q(state="waiting"),
                name="extension_one_waiting",
                violation_error_message=_("An extension request is already waiting for a decision."),
            ),
            models.CheckConstraint(
                condition=models.Q(asked_due_on__gt=models.F("from_due_on")),
                name="extension_is_later",
                violation_error_message=_("The day asked for must be later than the present due day."),
            ),
        ]

    def __str__(self):
        return f"{self.from_due_on} -> {self.asked_due_on}"

    def decide(self, granted: bool, *, by, at, due_on, text) -> None:
        """Record who decided, when, and what."""
        self.state = self.State.GRANTED if granted else self.State.REFUSED
        self.decided_by, self.decided_at, self.decision = by, at, text
        self.granted_due_on = due_on if granted else None
        self.save()

    def step_back(self, verb: str) -> None:
        """Undo `verb`: a request is withdrawn; a withdrawal or a decision waits again."""
        self.state = self.State.WITHDRAWN if verb == Verb.REQUEST_EXTENSION else self.State.WAITING
        self.decided_by = self.decided_at = self.granted_due_on = None
        self.decision = ""
        self.save()
