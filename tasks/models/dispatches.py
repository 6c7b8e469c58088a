import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from base import clock
from base.forms import Stale
from pilots.access import Action, not_included
from pilots.models import Unit

from ..querysets import DispatchQuerySet
from ..transitions import TransitionNotAllowed
from .plans import Plan

CORRECTED = ("kind", "held_on", "text", "follow_up", "follow_up_on")


class Dispatch(models.Model):
    """The bureau's help 工作调度: a visit, a call or a meeting with pilots, and what follows from it.

    A version row: a correction supersedes the row and adds the next one, so that the earlier words are
    kept. The row without `superseded_at` stands. `opened_*` say who recorded the first version and when.
    """

    class Kind(models.TextChoices):
        VISIT = "visit", _("visit")
        CALL = "call", _("call")
        MEETING = "meeting", _("meeting")

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    version = models.PositiveIntegerField(default=1)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="dispatches", verbose_name=_("plan"))
    kind = models.CharField(_("kind of dispatch"), max_length=8, choices=Kind.choices)
    held_on = models.DateField(_("held on"))
    units = models.ManyToManyField(Unit, related_name="dispatches", verbose_name=_("pilots concerned"))
    text = models.TextField(_("found or discussed"))
    follow_up = models.TextField(_("what follows"), blank=True)
    follow_up_on = models.DateField(_("to be done by"), null=True, blank=True)
    done_on = models.DateField(_("seen to on"), null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = DispatchQuerySet.as_manager()

    class Meta:
        ordering = ["-held_on", "-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(superseded_at__isnull=True),
                name="dispatch_stands_once",
                violation_error_message=_("Another version of this dispatch already stands."),
            ),
            models.UniqueConstraint(
                fields=["key", "version"],
                name="dispatch_version_once",
                violation_error_message=_("This version of the dispatch already exists."),
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="dispatch_says_something",
                violation_error_message=_("Write what was found or discussed."),
            ),
            models.CheckConstraint(
                condition=~models.Q(follow_up="") | models.Q(follow_up_on__isnull=True, done_on__isnull=True),
                name="dispatch_day_of_something",
                violation_error_message=_("A day needs what is to follow by then."),
            ),
            models.CheckConstraint(
                condition=models.Q(follow_up_on__isnull=True) | models.Q(follow_up_on__gte=models.F("held_on")),
                name="dispatch_followed_later",
                violation_error_message=_("What follows is due on the day of the dispatch or later."),
            ),
            models.CheckConstraint(
                condition=models.Q(done_on__isnull=True) | models.Q(done_on__gte=models.F("held_on")),
                name="dispatch_done_later",
                violation_error_message=_("What follows cannot have been seen to before the dispatch."),
            ),
        ]
        indexes = [models.Index(fields=["plan", "-held_on"], name="dispatch_latest")]

    def __str__(self):
        return f"{self.held_on} {self.get_kind_display()}"

    def get_absolute_url(self):
        return reverse("tasks:dispatch", args=[self.key])

    @property
    def waits(self) -> bool:
        """Whether something follows that nobody has seen to yet."""
        return bool(self.follow_up) and self.done_on is None

    def late(self, on) -> bool:
        """What follows was due before `on` and is not seen to."""
        return self.waits and self.follow_up_on is not None and self.follow_up_on < on

    def may_be_amended_by(self, officer, on) -> bool:
        """By who recorded it, on the day it was recorded."""
        own = officer.pk == self.opened_by_id and clock.local_day(self.opened_at) == on
        return own and self.plan.acts_for_bureau(officer, Action.DISPATCH)

    @transaction.atomic
    def amend(self, *, by, on, version=None, units=(), **words) -> "Dispatch":
        """Correct it on the day it was recorded; the earlier words are kept as the version before."""
        if not self.may_be_amended_by(by, on):
            raise TransitionNotAllowed(
                _now("Only who recorded it can correct it, on the same day. Record another dispatch instead.")
            )
        return self._succeed(by, on, version, units, {name: words[name] for name in CORRECTED if name in words})

    @transaction.atomic
    def follow_up_done(self, *, by, on, version=None, done_on=None) -> "Dispatch":
        """What follows was seen to, on a day up to `on`."""
        if not self.plan.acts_for_bureau(by, Action.DISPATCH):
            raise TransitionNotAllowed(not_included(Action.DISPATCH))
        if not self.waits:
            raise TransitionNotAllowed(_now("Nothing follows from this dispatch that would still wait."))
        day = done_on or on
        if day > on:
            raise ValidationError({"done_on": _now("This day lies in the future.")})
        return self._succeed(by, on, version, self.units.all(), {"done_on": day})

    def store(self, units, on) -> "Dispatch":
        """Check the row and insert it with its units; it is never changed afterwards."""
        if self.held_on and self.held_on > on:
            raise ValidationError({"held_on": _now("A dispatch is recorded once it was held, not before.")})
        if not units:
            raise ValidationError({"units": _now("Tick the pilots it concerns.")})
        self.full_clean(exclude=["units"])
        self.save(force_insert=True)
        self.units.add(*units)
        return self

    def _succeed(self, by, on, version, units, changes) -> "Dispatch":
        self.plan.raise_revision()
        now, units = clock.now(), list(units)
        standing = Dispatch.objects.standing().filter(pk=self.pk)
        if version not in (None, self.version) or not standing.update(superseded_at=now):
            raise Stale(Dispatch.objects.standing().get(key=self.key))
        kept = {field.attname: getattr(self, field.attname) for field in self._meta.fields if field.name != "id"}
        kept |= {"version": self.version + 1, "by_id": by.pk, "recorded_at": now, "superseded_at": None}
        return Dispatch(**kept | changes).store(units, on)
