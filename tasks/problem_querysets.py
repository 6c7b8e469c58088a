"""Every question asked about problems, joint meetings and their decisions."""

from datetime import date

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When

from base import clock
from base.querysets import One
from pilots.models import Unit

from .problem_rules import OPEN, WAITING, ProblemState, ProblemVerb
from .recorded import RecordedQuerySet


class ProblemQuerySet(models.QuerySet):
    """Problems."""

    def visible_to(self, officer):
        """Problems the officer may see. No view decides this in any other way."""
        return self.filter(unit__in=Unit.objects.within_reach_of(officer), plan__withdrawn_at__isnull=True)

    def open(self):
        return self.filter(state__in=OPEN)

    def waiting(self):
        """Those that wait for the bureau, the longest waiting first."""
        return self.filter(state__in=WAITING).order_by("asked_at", "pk")

    def to_confirm(self):
        """Those that wait for the pilot's word, the earliest answered first."""
        return self.filter(state=ProblemState.ANSWERED)

    def as_of(self, day: date, today: date | None = None):
        """Where each problem stood at the end of `day`, as `at_state` and `at_asked_at`; later ones are left out."""
        if day >= (today or clock.today()):
            return self._now()
        from .models import ProblemStep

        last = ProblemStep.objects.filter(problem=OuterRef("pk"), recorded_at__lt=clock.day_bounds(day)[1])
        return (
            self.alias(last_number=Subquery(last.order_by("-number").values("number")[:1]))
            .filter(steps__number=F("last_number"))
            .annotate(at_state=F("steps__state"), at_asked_at=F("steps__asked_at"))
        )

    def _now(self):
        return self.annotate(at_state=F("state"), at_asked_at=F("asked_at"))

    def open_then(self):
        """After `as_of`: those that were open on that day."""
        return self.filter(at_state__in=OPEN)

    def waiting_as_of(self, day: date):
        """Those that waited for the bureau at the end of `day`."""
        return self.as_of(day).filter(at_state__in=WAITING)

    def with_answers(self, day: date | None = None):
        """With the last answer given by the end of `day` in columns `answer_*`; empty where there was none.

        Without a day: by now.
        """
        from .models import ProblemStep

        given = ProblemStep.objects.filter(problem=OuterRef("pk"), verb=ProblemVerb.ANSWER).recorded_by(day)
        given = given.order_by("-number")
        return self.annotate(
            answer_text=One(given, "text"),
            answer_unit=One(given, "by_unit"),
            answer_at=One(given, "recorded_at"),
            answer_promised_on=One(given, "promised_on"),
        )

    def for_list(self):
        """What a row of a list shows: what waits for the bureau first, then for the pilot, then the rest.

        After `as_of` in the order of that day, else of now.
        """
        rows = self if "at_state" in self.query.annotations else self._now()
        rank = Case(When(at_state__in=WAITING, then=Value(0)), When(at_state__in=OPEN, then=Value(1)), default=Value(2))
        return (
            rows.select_related("unit", "plan", "obligation__task", "raised_by")
            .annotate(rank=rank)
            .order_by("rank", Case(When(rank=2, then=None), default=F("at_asked_at")), "-at_asked_at", "-pk")
        )


class JointMeetingQuerySet(RecordedQuerySet):
    """Joint meetings."""

    def visible_to(self, officer):
        """A county's own are seen within reach; the city's by everybody whose unit the plan names."""
        from .models import Plan

        reach = Unit.objects.within_reach_of(officer)
        named = Plan.objects.filter(Q(pilots__in=reach) | Q(bureau__in=reach)).values("pk")
        return self.filter(Q(unit__in=reach) | Q(level="city", plan__in=named), plan__withdrawn_at__isnull=True)

    def for_list(self, officer, day: date | None = None):
        """What a row of a list shows; `decided` and `undone` count what the officer may see of the decisions.

        With a day: what was not known to be carried out at its end.
        """
        seen = Q(decisions__problem__isnull=True) | Q(
            decisions__problem__unit__in=Unit.objects.within_reach_of(officer)
        )
        waits = Q(decisions__done_on__isnull=True)
        waits |= Q(decisions__done_at__gte=clock.day_bounds(day)[1]) if day else Q()
        decided = models.Count("decisions", filter=seen)
        undone = models.Count("decisions", filter=seen & waits)
        return (
            self.select_related("unit", "plan__bureau", "recorded_by")
            .annotate(decided=decided, undone=undone)
            .order_by("-held_on", "-pk")
        )


class MeetingDecisionQuerySet(models.QuerySet):
    """What joint meetings decided."""

    def visible_to(self, officer):
        """Those of meetings within sight; one about another unit's problem is that unit's matter."""
        from .models import JointMeeting

        reach = Unit.objects.within_reach_of(officer)
        seen = JointMeeting.objects.visible_to(officer).values("pk")
        return self.filter(Q(problem__isnull=True) | Q(problem__unit__in=reach), meeting__in=seen)

    def open_as_of(self, day: date):
        """Those taken by the end of `day` and not known to be carried out by then."""
        return self.as_of(day).filter(at_done_on__isnull=True)

    def as_of(self, day: date | None):
        """Those taken by the end of `day`, each with `at_done_on`: when it was carried out, as known by then."""
        if day is None:
            return self.annotate(at_done_on=F("done_on"))
        end = clock.day_bounds(day)[1]
        known = Case(When(done_at__lt=end, then=F("done_on")))
        return self.filter(meeting__recorded_at__lt=end).annotate(at_done_on=known)

    def for_list(self):
        """What a row of a list shows, the nearest day first and those without one last."""
        return self.select_related("meeting__unit").order_by(F("due_on").asc(nulls_last=True), "pk")
