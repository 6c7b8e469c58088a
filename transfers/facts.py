"""Facts of the ledgers as version rows (DESIGN §4): a change adds a row, and every past day can be read off.

A fact keeps its `key`; its rows are numbered by `version`, and the one without `superseded_at` stands now.
`write` is the only way to change one. Triggers see to it that nothing else happens to a row.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from base import clock
from base.forms import Refused, Stale
from pilots.access import Action, may_on, not_included
from pilots.models import Unit
from tasks import feeding
from tasks.models import Plan

# SQLite takes at most 32,766 values in one statement.
CHUNK = 5_000
KEPT = ("id", "key", "unit", "version", "recorded_at", "superseded_at", "by", "by_unit", "removed", "why")


class FactQuerySet(models.QuerySet):
    """Versions of facts."""

    def visible_to(self, officer):
        """Facts of units within reach. No view decides this in any other way."""
        return self.filter(unit__in=Unit.objects.within_reach_of(officer))

    def current(self):
        """What stands now."""
        return self.filter(superseded_at__isnull=True, removed=False)

    def as_of(self, day: date, today: date | None = None):
        """What stood at the end of `day`: recorded by then, and not yet superseded."""
        if day >= (today or clock.today()):
            return self.current()
        standing = Q(superseded_at__isnull=True) | Q(superseded_at__gte=clock.day_bounds(day)[1])
        return self.recorded_by(day).filter(standing, removed=False)

    def recorded_by(self, day: date):
        """Every version there was at the end of `day`."""
        return self.filter(recorded_at__lt=clock.day_bounds(day)[1])


class Fact(models.Model):
    """One version of something a ledger holds; rows of one `key` are its history."""

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    # The writer's unit on that day: who changes unit later takes no past work along.
    by_unit = models.ForeignKey(Unit, models.PROTECT, null=True, editable=False, related_name="+")
    removed = models.BooleanField(default=False)
    why = models.CharField(max_length=200, blank=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(superseded_at__isnull=True), name="%(class)s_stands_once"
            ),
            models.UniqueConstraint(fields=["key", "version"], name="%(class)s_version_once"),
        ]
        indexes = [models.Index(fields=["unit", "superseded_at"], name="%(class)s_of_unit")]

    @classmethod
    def told(cls) -> list[str]:
        """The names of the fields that say something; the others keep the history."""
        return [each.name for each in cls._meta.concrete_fields if each.name not in KEPT]

    def values(self) -> dict:
        """What this version says: {field name: value}; files by their id."""
        return {name: getattr(self, self._meta.get_field(name).attname) for name in self.told()}

    def require_sound(self, on: date) -> None:
        """Raises ValidationError naming the fields that cannot be so on the day `on`."""

    def locked(self, before) -> list[str]:
        """Fields that only a ruling of the bureau may change now, given the version `before` (or None)."""
        return []

    def feeds(self) -> set[str]:
        """The measures that this version gives something to count."""
        return set()

    def history(self):
        """All versions, the latest first."""
        return type(self)._default_manager.filter(key=self.key).select_related("by").order_by("-version")


@dataclass
class Change:
    """One fact to be written: new where `key` is None or unknown, else a next version.

    `version` is the one the person saw (None: whatever stands). `removed` takes the fact out.
    """

    model: type[Fact]
    values: dict = field(default_factory=dict)
    key: uuid.UUID | None = None
    version: int | None = None
    removed: bool = False
    why: str = ""


@transaction.atomic
def write(unit: Unit, changes: Sequence[Change], *, by, on: date, ruled: bool = False) -> list[Fact]:
    """Write the next versions in one transaction; returns those that really say something new.

    `ruled`: the bureau decided it, so locked fields may change. Raises Refused (no right),
    ValidationError (by field) or Stale (somebody changed the same field since the version seen).
    The tasks whose figures are fed for the first time start by themselves.
    """
    if not ruled and not may_on(by, Action.KEEP_LEDGERS, unit):
        raise Refused(not_included(Action.KEEP_LEDGERS))
    hold(unit)
    written, fed = [], set()
    for model in dict.fromkeys(change.model for change in changes):
        of_model = [change for change in changes if change.model is model]
        for after in _next_versions(model, unit, of_model, by, on, ruled):
            written.append(after)
            fed |= set() if after.removed else after.feeds()
    if fed:
        feeding.fed(unit, fed, on)
    return written


def hold(unit: Unit) -> None:
    """Keep others from writing the unit's ledgers until the transaction ends."""
    for plan in Plan.objects.current().filter(pilots=unit).order_by("pk"):
        plan.raise_revision()


def require_writable(after: Fact, before: Fact | None, on: date) -> None:
    """Raises ValidationError naming the fields of `after` that cannot be so on the day `on`; locks aside."""
    said, says = before.values() if before else {}, after.values()
    # What was sound when it was written need not be looked up again.
    after.clean_fields(exclude=[*KEPT, *(name for name, value in said.items() if value == says[name])])
    after.require_sound(on)


def kept_by_the_bureau(after: Fact, before: Fact | None) -> dict[str, str]:
    """The fields that `after` changes although only a ruling of the bureau may, each with a sentence."""
    said, says = before.values() if before else {}, after.values()
    locked = [name for name in after.locked(before) if said.get(name) != says[name]]
    return dict.fromkeys(locked, _("The bureau accepted this figure. Ask the bureau to change it."))


def _next_versions(model, unit, changes, by, on, ruled) -> list[Fact]:
    standing = _standing(model, unit, [change.key for change in changes if change.key])
    pairs = [_next(standing.get(change.key), change, unit, by, on, ruled) for change in changes]
    pairs = [pair for pair in pairs if pair]
    _supersede(model, pairs)
    written = [after for _before, after in pairs]
    _insert(model, written)
    return written


def _standing(model, unit, keys) -> dict[uuid.UUID, Fact]:
    found = {}
    for start in range(0, len(keys), CHUNK):
        rows = model._default_manager.filter(unit=unit, superseded_at__isnull=True, key__in=keys[start : start + CHUNK])
        found |= {row.key: row for row in rows}
    return found


def _next(before, change, unit, by, on, ruled):
    """(before, after); None where nothing would be said anew."""
    values = change.values
    if before and change.version not in (None, before.version):
        values = _touched(before, change)
    said = before.values() if before else {}
    if before and not before.removed and not change.removed and not _differing(said, values):
        return None
    after = change.model(unit=unit, by=by, removed=change.removed, why=change.why, key=change.key or uuid.uuid4())
    after.by_unit_id = by.unit_id if by else None
    for name, value in {**said, **values}.items():
        setattr(after, after._meta.get_field(name).attname, value)
    after.version = before.version + 1 if before else 1
    after.recorded_at = max(clock.now(), before.recorded_at) if before else clock.now()
    if not after.removed:
        _require_sound(after, before, on, ruled)
    elif not ruled and after.locked(before):
        raise ValidationError(_("This was accepted by the bureau; only the bureau can take it out."))
    return before, after


def _touched(before, change) -> dict:
    """What the person really changed: no conflict as long as somebody else's next version changed other fields.

    A form sends all its fields: those left as they were seen must not undo the other's change.
    """
    seen = type(before)._default_manager.filter(key=before.key, version=change.version).first()
    said = seen.values() if seen else {}
    touched = _differing(said, change.values)
    since = _differing(said, before.values()) if seen else set(change.values)
    if change.removed or before.removed or since & touched:
        raise Stale(before)
    return {name: change.values[name] for name in touched}


def _require_sound(after, before, on, ruled) -> None:
    require_writable(after, before, on)
    if not ruled and (locked := kept_by_the_bureau(after, before)):
        raise ValidationError(locked)


def _differing(said: dict, changes: dict) -> set[str]:
    return {name for name, value in changes.items() if said.get(name) != value}


def _supersede(model, pairs) -> None:
    for start in range(0, len(pairs), CHUNK):
        old = [(before, after) for before, after in pairs[start : start + CHUNK] if before]
        if not old:
            continue
        moment = max(after.recorded_at for _before, after in old)
        for _before, after in old:
            after.recorded_at = moment
        rows = model._default_manager.filter(pk__in=[before.pk for before, _after in old], superseded_at__isnull=True)
        if rows.update(superseded_at=moment) < len(old):
            raise Stale(old[0][0])


def _insert(model, rows: Sequence[Fact]) -> None:
    try:
        with transaction.atomic():
            model._default_manager.bulk_create(rows, batch_size=500)
    except IntegrityError:
        for row in rows:
            row.validate_constraints()
        raise ValidationError(_("Two rows say the same; each may stand once.")) from None
