"""Every question asked of the ledgers: what counts as transferred, complete, taken over, cut by half.

`on` is the business day a figure is asked for: days in the world after it do not count yet.
"""

from datetime import date

from django.db import models
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from base import clock

from .facts import FactQuerySet

# What a test measures against.
OLD = {
    "steps": F("steps_before"),
    "materials": F("materials_before"),
    # What was promised counts; where nothing was promised, the statutory limit.
    "time": Coalesce("time_before", "time_statutory"),
}


def flag(condition) -> Case:
    """A condition as a column that is true or false, never unknown."""
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


class StaffQuerySet(FactQuerySet):
    """People of the roster."""

    @staticmethod
    def transferred(on: date) -> Q:
        """Arrived at the approval bureau (notice 二（三）)."""
        return Q(arrived_on__lte=on)

    @staticmethod
    def trained(on: date) -> Q:
        """Confirmed able to do the work alone (notice 二（四）: 直至其能完全承担审批工作为止)."""
        return Q(arrived_on__lte=on, confirmed_on__lte=on)

    def with_marks(self, on: date):
        """Each person with `is_transferred` and `is_trained`."""
        return self.annotate(is_transferred=flag(self.transferred(on)), is_trained=flag(self.trained(on)))


class AgreementQuerySet(FactQuerySet):
    """Transfer agreements."""

    @staticmethod
    def signed(on: date) -> Q:
        """Signed by both sides."""
        return Q(giver_signed_on__lte=on, taker_signed_on__lte=on)

    @classmethod
    def complete(cls, on: date) -> Q:
        """Signed by both, numbered, with all five contents (notice 二（二）)."""
        contents = ~Q(items_at="") & ~Q(time_at="") & ~Q(duties_at="") & ~Q(systems_at="") & ~Q(archives_at="")
        return cls.signed(on) & ~Q(number="") & contents

    def with_marks(self, on: date):
        """Each agreement with `is_signed` and `is_complete`."""
        return self.annotate(is_signed=flag(self.signed(on)), is_complete=flag(self.complete(on)))


class ItemQuerySet(FactQuerySet):
    """Items of the approved list."""

    def with_marks(self, on: date, today: date | None = None):
        """Each item with what can be said of it on the day.

        `agreed`, `is_signed`, `is_complete`, `is_handed_over`, `is_taken_over`, `is_standardised`,
        `is_supervised`, and per test `<test>_old`, `<test>_known`, `<test>_met`.
        """
        from .models import Agreement

        paper = Agreement.objects.as_of(on, today).filter(key=OuterRef("key"))
        marked = self.annotate(
            agreed=Exists(paper),
            is_signed=Exists(paper.filter(Agreement.objects.get_queryset().signed(on))),
            is_complete=Exists(paper.filter(Agreement.objects.get_queryset().complete(on))),
        )
        marked = marked.annotate(
            is_handed_over=flag(self.handed_over(on)),
            is_taken_over=flag(self.taken_over(on)),
            is_standardised=flag(self.standardised()),
            is_supervised=flag(self.supervised()),
        )
        for name, old in OLD.items():
            marked = marked.annotate(**{f"{name}_old": old}).annotate(
                **{f"{name}_known": flag(self.known(name)), f"{name}_met": flag(self.met(name))}
            )
        return marked

    @staticmethod
    def handed_over(on: date) -> Q:
        """All four things counter-signed by the receiving bureau (notice 四（二）)."""
        return Q(
            laws_signed_on__lte=on, guides_signed_on__lte=on, systems_signed_on__lte=on, archives_signed_on__lte=on
        )

    @staticmethod
    def taken_over(on: date) -> Q:
        """The bureau decides it, under a complete agreement. After `is_complete` is annotated."""
        return Q(cut_over_on__lte=on, is_complete=True)

    @staticmethod
    def standardised() -> Q:
        """All three kinds of standardisation (task row 7)."""
        return Q(std_conditions=True, std_methods=True, std_supervision=True)

    @staticmethod
    def supervised() -> Q:
        """A supervising department and its contact are named (task row 10)."""
        return ~Q(supervisor="") & ~Q(supervisor_contact="")

    @staticmethod
    def minimal(test: str) -> Q:
        """A figure that cannot be halved, with its reason: outside the test's denominator."""
        return ~Q(**{f"{test}_minimal": ""})

    @classmethod
    def counted(cls, test: str) -> Q:
        """In the test's denominator."""
        return ~cls.minimal(test)

    @classmethod
    def known(cls, test: str) -> Q:
        """Counted, with both values. After `<test>_old` is annotated."""
        return cls.counted(test) & Q(**{f"{test}_old__isnull": False, f"{test}_after__isnull": False})

    @classmethod
    def met(cls, test: str) -> Q:
        """Counted, and cut by at least half (notice 二（五）: 至少压减50%以上). After `<test>_old` is annotated."""
        half = Q(**{f"{test}_old__gte": F(f"{test}_after") * 2, f"{test}_old__gt": 0})
        return cls.known(test) & half

    @classmethod
    def ready_for_acceptance(cls) -> Q:
        """Figures before the reform are complete and not yet accepted. After `<test>_old` are annotated."""
        return Q(baseline_on__isnull=True) & Q(
            steps_old__isnull=False, materials_old__isnull=False, time_old__isnull=False
        )


class RulingQuerySet(models.QuerySet):
    """What the bureau is asked to rule on."""

    def waiting(self):
        return self.filter(state="waiting")

    def visible_to(self, officer):
        from pilots.models import Unit

        return self.filter(unit__in=Unit.objects.within_reach_of(officer))

    def for_list(self):
        """What a row of a list of rulings shows, in one query."""
        return self.select_related("unit", "asked_by", "decided_by")

    def as_of(self, day: date, today: date | None = None):
        """Those that lay before the bureau at the end of `day`."""
        if day >= (today or clock.today()):
            return self.waiting()
        end = clock.day_bounds(day)[1]
        return self.filter(Q(decided_at__isnull=True) | Q(decided_at__gte=end), asked_at__lt=end)

    def settled_by(self, day: date):
        """Those that were ruled on or withdrawn by the end of `day`."""
        return self.exclude(state="waiting").filter(decided_at__lt=clock.day_bounds(day)[1])

    def decidable_by(self, officer):
        """Waiting ones that fall to the officer, the oldest first."""
        from pilots.access import Action, may

        return (
            self.visible_to(officer).waiting().order_by("asked_at", "pk")
            if may(officer, Action.RULE_LEDGERS)
            else (self.none())
        )
