"""Every question asked about plans, obligations and their ledger."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Greatest, Left, StrIndex, Substr

from base import clock
from base.models import AuditRecord
from base.querysets import Count, One
from pilots.access import Action, Role, may
from pilots.models import Unit

from .recorded import RecordedQuerySet
from .standing import Standing
from .states import ENDS_INSTRUCTION, OPEN, WITH_COUNTY, State, Verb

# A bit for each class, and one for what is in progress with an extension (near_gates).
NEAR = {1 << at: standing for at, standing in enumerate(Standing)}
EXTENDED_BIT = 1 << len(NEAR)
# What decides the standing; `as_of` annotates each as `at_<name>`.
POSITION = ("state", "first_due_on", "due_on", "submitted_on", "done_on", "days_with_bureau", "deadline_version")


class PlanQuerySet(models.QuerySet):
    """Plans."""

    def current(self):
        """Plans in force, newest first."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_to(self, officer):
        """Plans that touch a unit within reach; the admin, who loads them, sees all."""
        if officer.is_staff:
            return self.current()
        reach = Unit.objects.within_reach_of(officer)
        # One row of either is enough; joined, each pilot would meet each obligation.
        of_plan = {"plan": OuterRef("pk"), "unit__in": reach}
        meant = self.model.pilots.through.objects.filter(**of_plan)
        owed = self.model._meta.get_field("obligations").related_model.objects.filter(**of_plan)
        return self.current().filter(Q(bureau__in=reach) | models.Exists(meant) | models.Exists(owed))

    def revisions(self):
        """The sum of all revisions, as a column: another one after anything written under any plan."""
        whole = self.order_by().annotate(whole=Value(1)).values("whole").annotate(sum=models.Sum("revision"))
        return Subquery(whole.values("sum"))

    def naming(self, pilot):
        """Those in force that name the unit a pilot, the newest first: it is measured by the first of them."""
        return self.current().filter(pilots=pilot).order_by("-issued_on", "-pk")

    def with_settings_version(self):
        """With `settings_version`: another one after any change of settings, units, accounts or loads."""
        return self.annotate(settings_version=One(AuditRecord.objects.of_settings(), "pk"))

    def with_pilots(self, path: str):
        """How many pilots each has below `path` (`pilots_seen`), and of them not right below it (`pilots_deep`)."""
        from .models import PlanPilot

        seen = PlanPilot.objects.filter(plan=OuterRef("pk"), unit__path__startswith=path)
        beside = Q(unit__parent__path=path) if path != "/" else Q(unit__parent__isnull=True)
        return self.annotate(pilots_seen=Count(seen), pilots_deep=Count(seen.exclude(beside | Q(unit__path=path))))

    def owed_by(self, unit):
        """Plans under which the unit owes something."""
        return self.filter(pk__in=self.model.objects.filter(obligations__unit=unit).values("pk"))


class TaskQuerySet(models.QuerySet):
    """Rows of task tables."""

    def in_force(self):
        return self.filter(cancelled_at__isnull=True)

    def for_table(self):
        """What the page of a plan shows of each row."""
        counted = models.Count("obligations", filter=~Q(obligations__state=State.CANCELLED))
        return self.in_force().annotate(owed=counted).prefetch_related("clauses", "checkpoints").select_related("phase")


class ObligationQuerySet(models.QuerySet):
    """Obligations."""

    def visible_to(self, officer):
        """Obligations the officer may see. No view decides this in any other way."""
        return self.filter(unit__in=Unit.objects.within_reach_of(officer), plan__withdrawn_at__isnull=True)

    def with_measuring_plan(self):
        """With `measured_by`: the id of the plan by which the ledgers of each one's unit are measured."""
        plans = self.model._meta.get_field("plan").related_model.objects
        return self.annotate(measured_by=One(plans.naming(OuterRef("unit")), "pk"))

    def with_drafts_of(self, officer):
        """With `has_draft`: whether words of the officer's wait there to be sent."""
        from .models import Draft

        return self.annotate(has_draft=models.Exists(Draft.objects.filter(obligation=OuterRef("pk"), officer=officer)))

    def as_of(self, day: date, today: date | None = None, plan=None):
        """Where each obligation stood at the end of `day`, as `at_*` columns.

        Computed from the last entry recorded before that day's end; today and later are read off
        the present. Obligations not yet issued on that day, or cancelled by then, are left out.
        With `plan` the rows are that plan's alone, thousands of them: its ledger is swept once.
        """
        if day >= (today or clock.today()):
            return self.annotate(**{f"at_{name}": F(name) for name in POSITION}).exclude(at_state=State.CANCELLED)
        rows = self._at_last_line(day) if plan is None else self._at_last_line_of(plan, day)
        return rows.annotate(**{f"at_{name}": F(f"entries__{name}") for name in POSITION}).exclude(
            at_state=State.CANCELLED
        )

    def _at_last_line(self, day):
        from .models import Entry

        last = Entry.objects.filter(obligation=OuterRef("pk")).recorded_by(day).order_by("-number")
        return self.alias(last_number=Subquery(last.values("number")[:1])).filter(entries__number=F("last_number"))

    def _at_last_line_of(self, plan, day):
        from .models import Entry

        last = Entry.objects.filter(plan=plan).recorded_by(day).order_by().values("obligation")
        # Numbers are a plan's own, so one of them names one line of it.
        return self.filter(entries__plan=plan, entries__number__in=last.annotate(n=models.Max("number")).values("n"))

    def with_standing(self, on: date):
        """After `as_of`: the class on the day `on` as `at_standing` (the rule of standing.Position)."""
        return self.annotate(
            at_standing=Case(
                When(at_state=State.DONE, then=Value(Standing.DONE)),
                When(at_state=State.SUBMITTED, then=Value(Standing.SUBMITTED)),
                When(at_due_on__lt=on, then=Value(Standing.OVERDUE)),
                When(at_state=State.NOT_STARTED, then=Value(Standing.NOT_STARTED)),
                default=Value(Standing.IN_PROGRESS),
                output_field=models.CharField(),
            )
        )

    def added_up(self, below: str, on: date):
        """After `as_of`: rows alike, with their number, by the unit right below the path `below` (its id as text)."""
        rest = Substr("unit__path", len(below) + 1)
        late = Q(at_state__in=WITH_COUNTY, at_due_on__lt=on)
        return (
            self.order_by()
            .annotate(
                child=Left(rest, StrIndex(rest, Value("/")) - 1),
                counted_due_on=Case(When(at_state=State.DONE, then=None), default=F("at_due_on")),
                waits_since=Case(When(at_state=State.SUBMITTED, then=F("at_submitted_on"))),
                lay=Case(When(late, then=F("at_days_with_bureau")), default=0),
            )
            .values_list("child", "task_id", "at_state", "at_first_due_on", "counted_due_on", "waits_since", "lay")
            .annotate(n=models.Count("pk"))
        )

    def near_gates(self, gates, on: date):
        """After `as_of`: for each unit, of each gate (ids of its tasks) which of NEAR occur, as a sum of their bits."""
        issued = Greatest(Coalesce("at_first_due_on", "task__due_on"), Coalesce("task__due_on", "at_first_due_on"))
        near = Case(
            When(at_standing=Standing.IN_PROGRESS, at_due_on__gt=issued, then=Value(EXTENDED_BIT)),
            *(When(at_standing=standing, then=Value(bit)) for bit, standing in NEAR.items()),
        )
        bits = {
            f"gate_{at}": models.Sum("near", distinct=True, filter=Q(task__in=tasks)) for at, tasks in enumerate(gates)
        }
        found = self.filter(task__in=set().union(*gates)).with_standing(on).order_by().annotate(near=near)
        return found.values_list("unit_id").annotate(**bits)

    def with_department(self, on: date, today: date):
        """The department in charge at the end of `on`, as `at_department`."""
        if on >= today:
            return self.annotate(at_department=F("lead_department"))
        from .models import Entry

        named = Entry.objects.filter(obligation=OuterRef("pk"), verb=Verb.ASSIGN).recorded_by(on).not_undone(on)
        said = named.order_by("-number").values(said=KT("detail__lead_department"))[:1]
        return self.annotate(at_department=Subquery(said))

    def followed_by(self, officer):
        """Those that the officer follows, of those within reach."""
        return self.visible_to(officer).filter(follows__officer=officer)

    def open(self):
        return self.filter(state__in=OPEN)

    def fed_by(self, unit, measures):
        """The unit's that have not begun and whose figure comes from one of these ledgers."""
        waiting = self.filter(unit=unit, state=State.NOT_STARTED, plan__withdrawn_at__isnull=True)
        return waiting.filter(task__measure__in=list(measures))

    def overdue(self, on: date):
        """Open with the county, last day before `on`. Due today is not overdue."""
        return self.open().exclude(state=State.SUBMITTED).filter(due_on__lt=on)

    def due_soon(self, on: date):
        """After `with_standing`: open with the county, last day within the plan's `due_soon_days`; no bare years."""
        within = Q()
        for days in self.model.objects.order_by().values_list("plan__due_soon_days", flat=True).distinct():
            within |= Q(plan__due_soon_days=days, at_due_on__lte=on + timedelta(days=days))
        bare_year = Q(task__precision="year", at_due_on__month=12, at_due_on__day=31)
        named = Q(plan__year_reminder=True) | ~bare_year
        open_here = self.filter(at_standing__in=(Standing.IN_PROGRESS, Standing.NOT_STARTED))
        return open_here.filter(within, named, at_due_on__gte=on)

    def awaiting_verification(self):
        return self.filter(state=State.SUBMITTED)

    def awaiting_county_review(self):
        return self.filter(state=State.COUNTY_REVIEW)

    def falling_to(self, officer):
        """Those that the officer's own unit verifies, in any state (the rule of Verbs.may_be_verified_by)."""
        return self.visible_to(officer).filter(_falls_to(officer))

    def decidable_by(self, officer):
        """Those whose extensions the officer decides (the rule of Verbs.may_be_decided_by)."""
        falls = _falls_to(officer)
        if officer.role == Role.BUREAU_LEAD:
            falls |= ~Q(unit=F("plan__bureau"))
        return self.visible_to(officer).filter(falls)

    def reviewable_by(self, officer):
        """Submitted ones that fall to the officer's own unit to verify."""
        return self.falling_to(officer).awaiting_verification()

    def not_chased(self, on: date):
        """Without those chased on the day."""
        from .models import Entry

        return self.exclude(models.Exists(Entry.objects.filter(obligation=OuterRef("pk"), chased_on=on)))

    def for_review(self):
        """What a row of the review queue shows, the longest waiting first; `sent_at` and `proofs` are counted along."""
        from .models import Entry, Evidence

        sendings = (Verb.SUBMIT, Verb.PASS_ON)
        sent = Entry.objects.filter(obligation=OuterRef("pk"), verb__in=sendings, state=State.SUBMITTED)
        proofs = Evidence.objects.standing().filter(obligation=OuterRef("pk")).order_by().values("obligation")
        return (
            self.for_list()
            .annotate(
                sent_at=Subquery(sent.order_by("-number").values("recorded_at")[:1]),
                proofs=Coalesce(Subquery(proofs.annotate(n=models.Count("pk")).values("n")), 0),
            )
            .order_by("sent_at", "pk")
        )

    def for_list(self):
        """What a row of any list shows, in one query."""
        return self.select_related("task", "unit", "plan", "handler", "latest")


class EntryQuerySet(RecordedQuerySet):
    """Ledger lines."""

    def visible_to(self, officer):
        return self.filter(obligation__unit__in=Unit.objects.within_reach_of(officer))

    def reports(self):
        """Lines in which a county stated something."""
        return self.filter(verb__in=(Verb.REPORT, Verb.SUBMIT))

    def not_undone(self, day: date | None = None):
        """Without lines that a later line took back, by the end of `day` where one is given."""
        undone = self.model.objects.filter(undoes__isnull=False, obligation=OuterRef("obligation")).recorded_by(day)
        return self.exclude(models.Exists(undone.filter(undoes=OuterRef("number"))))

    def standing_words(self):
        """Reports and submissions that still stand, oldest first."""
        return self.reports().not_undone().order_by("number")

    def instructions(self, day: date | None = None):
        """Instructions that stood at the end of `day`, or stand now."""
        return self.filter(verb=Verb.INSTRUCT).recorded_by(day).not_undone(day)

    def unanswered(self, day: date | None = None):
        """Instructions that waited for the unit: no answer came after them, no document ended the matter for good."""
        later = self.model.objects.filter(obligation=OuterRef("obligation"), number__gt=OuterRef("number"))
        later = later.recorded_by(day).not_undone(day)
        if day is None:
            answered = models.Exists(later.filter(verb=Verb.ANSWER))
            return self.instructions().exclude(answered).exclude(obligation__state=State.CANCELLED)
        back = Q(models.Exists(later.filter(verb=Verb.REINSTATE)), verb=Verb.CANCEL)
        ended = later.filter(verb__in=ENDS_INSTRUCTION).exclude(back)
        return self.instructions(day).exclude(models.Exists(ended))

    def waiting_for(self, unit):
        """Instructions that wait for the unit's answer now."""
        return self.unanswered().filter(obligation__unit=unit, plan__withdrawn_at__isnull=True)

    def spot_checks(self, day: date | None = None):
        """Spot checks that stood at the end of `day`, or stand now."""
        return self.filter(verb=Verb.SPOT_CHECK).recorded_by(day).not_undone(day)

    def proving(self):
        """Lines that carry a document number or a file."""
        filed = models.Exists(self.model.objects.filter(pk=OuterRef("pk"), evidence__isnull=False))
        return self.filter(~Q(document_number="") | filed)


def _falls_to(officer) -> Q:
    own = Q(unit=F("plan__bureau"))
    if officer.role == Role.BUREAU_LEAD:
        return own & Q(plan__bureau=officer.unit_id, plan__bureau_lead_may_sign_own=True)
    if not may(officer, Action.REVIEW):
        return Q(pk__in=())
    overseen = Q(plan__overseer=officer.unit_id) | Q(plan__overseer__isnull=True, plan__bureau=officer.unit_id)
    return (~own & Q(plan__bureau=officer.unit_id)) | (own & overseen)


class EvidenceQuerySet(models.QuerySet):
    """Proofs."""

    def standing(self):
        """Those sent with a line that nobody took back."""
        from .models import Entry

        undone = Entry.objects.filter(obligation=OuterRef("obligation"), undoes=OuterRef("entry__number"))
        return self.filter(entry__isnull=False).exclude(models.Exists(undone))

    def visible_to(self, officer):
        """Attached ones within reach; a draft is seen by its own unit only."""
        reach = Q(obligation__unit__in=Unit.objects.within_reach_of(officer))
        return self.filter(reach, Q(entry__isnull=False) | Q(uploaded_by__unit=officer.unit_id))

    def pending_of(self, officer):
        """What the officer chose and has not sent yet."""
        return self.filter(uploaded_by=officer, entry__isnull=True)


class ExtensionQuerySet(models.QuerySet):
    """Extension requests."""

    def waiting(self):
        """Requests that wait for a decision; one on a row closed out or cancelled waits for nothing."""
        return self.filter(state="waiting", obligation__state__in=OPEN)

    def visible_to(self, officer):
        return self.filter(obligation__unit__in=Unit.objects.within_reach_of(officer))

    def decidable_by(self, officer):
        """Waiting ones that fall to the officer, the oldest first."""
        from .models import Obligation

        falling = Obligation.objects.open().decidable_by(officer)
        return self.waiting().filter(obligation__in=falling).order_by("requested_at", "pk")


class DispatchQuerySet(models.QuerySet):
    """Dispatches: version rows, of which the one not superseded stands."""

    def standing(self):
        return self.filter(superseded_at__isnull=True)

    def as_of(self, day: date, today: date | None = None):
        """Those that stood at the end of `day`; what was recorded later about an earlier day is not among them."""
        if day >= (today or clock.today()):
            return self.standing()
        end = clock.day_bounds(day)[1]
        return self.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gte=end), recorded_at__lt=end)

    def visible_to(self, officer):
        """Those that concern a unit within reach."""
        concerned = self.model.units.through.objects.filter(unit__in=Unit.objects.within_reach_of(officer))
        return self.filter(pk__in=concerned.values("dispatch"), plan__withdrawn_at__isnull=True)

    def about(self, unit):
        """Those that concern the unit."""
        return self.filter(pk__in=self.model.units.through.objects.filter(unit=unit).values("dispatch"))

    def counted(self):
        """With how many units each concerns (`concerned`) of how many pilots of its plan (`pilots`)."""
        from .models import PlanPilot

        concerned = self.model.units.through.objects.filter(dispatch=OuterRef("pk"))
        pilots = PlanPilot.objects.filter(plan=OuterRef("plan"))
        return self.annotate(concerned=Count(concerned), pilots=Count(pilots))

    def for_list(self):
        """What a row of a list shows; two queries."""
        return self.counted().select_related("plan", "by__unit", "opened_by__unit").prefetch_related("units")


class PracticeQuerySet(models.QuerySet):
    """Practices, whatever became of them."""

    def visible_to(self, officer):
        """Those of units within reach; published ones are for every unit of their plan."""
        from .models import Plan

        own = Q(entry__obligation__unit__in=Unit.objects.within_reach_of(officer))
        if not may(officer, Action.SEE):
            return self.none()
        shared = Q(state="published", entry__plan__in=Plan.objects.visible_to(officer))
        return self.of_standing_reports().filter(own | shared, entry__plan__withdrawn_at__isnull=True)

    def of_standing_reports(self):
        """Without those whose report was taken back."""
        from .models import Entry

        undone = Entry.objects.filter(obligation=OuterRef("entry__obligation"), undoes=OuterRef("entry__number"))
        return self.exclude(models.Exists(undone))

    def marked_on(self, day: date | None):
        """Those that had not ended by the end of `day`; without one, by now."""
        if day is None:
            return self.filter(ended_at__isnull=True)
        return self.filter(self.proposed_on(day) | self.published_on(day))

    @staticmethod
    def published_on(day: date) -> Q:
        """Passed on at the end of `day`."""
        end = clock.day_bounds(day)[1]
        return Q(published_at__lt=end) & (Q(ended_at__isnull=True) | Q(ended_at__gte=end))

    @staticmethod
    def proposed_on(day: date) -> Q:
        """Before the bureau at the end of `day`."""
        end = clock.day_bounds(day)[1]
        undecided = Q(published_at__isnull=True) | Q(published_at__gte=end)
        return Q(proposed_at__lt=end) & undecided & (Q(ended_at__isnull=True) | Q(ended_at__gte=end))

    def for_list(self):
        """What a row of a list shows, in one query."""
        return self.select_related(
            "entry__obligation__unit", "entry__obligation__task", "entry__plan__bureau", "proposed_by", "ended_by"
        )
