import uuid
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from base import audit, clock
from base.forms import Refused
from base.versions import change
from pilots.access import Action, may, not_included
from pilots.models import Unit
from tasks.models import Plan

from ..circulars import annexes, consent, drafting, paper, slots, text
from ..querysets import DRAFT, ISSUED, SUBMITTED, CircularQuerySet
from .letterheads import Letterhead, cut
from .snapshots import Snapshot

TEXT_LIMIT = 20_000


class Circular(models.Model):
    """A circular 通报 or a brief 简报: words about a locked snapshot, issued by the lead, signed for by the pilots.

    `text` holds figures in braces (`reports.circulars.text`); `naming` the groups of pilots that are named; `reasons`
    the chosen words by the key of an overdue obligation.
    """

    class Kind(models.TextChoices):
        CIRCULAR = "circular", gettext_lazy("circular")
        BRIEF = paper.BRIEF, gettext_lazy("brief")

    class State(models.TextChoices):
        DRAFT = DRAFT, gettext_lazy("draft circular")
        SUBMITTED = SUBMITTED, gettext_lazy("put forward")
        ISSUED = ISSUED, gettext_lazy("issued")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="circulars")
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="circulars")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    issue_number = models.PositiveIntegerField(gettext_lazy("issue of the brief"), null=True, blank=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    head = models.CharField(gettext_lazy("red head"), max_length=40)
    number = models.CharField(gettext_lazy("number of the circular"), max_length=40, blank=True)
    title = models.CharField(gettext_lazy("title"), max_length=120)
    recipients = models.CharField(gettext_lazy("addressed to"), max_length=300, blank=True)
    consent = models.CharField(gettext_lazy("with whose consent"), max_length=60, blank=True)
    text = models.TextField(gettext_lazy("text"))
    issuer = models.CharField(gettext_lazy("issuing body"), max_length=60)
    signed_on = models.DateField(gettext_lazy("date of the circular"), null=True, blank=True)
    copies = models.CharField(gettext_lazy("copies to"), max_length=300, blank=True)
    printed_by = models.CharField(gettext_lazy("printed by"), max_length=60)
    annexes = models.JSONField(default=list)
    naming = models.JSONField(default=list, blank=True)
    reasons = models.JSONField(default=dict, blank=True)
    ranked = models.BooleanField(default=False)
    ranked_name = models.CharField(max_length=60, blank=True)
    ranked_why = models.CharField(gettext_lazy("why it ranks"), max_length=200, blank=True)
    ranked_at = models.DateTimeField(null=True)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_name = models.CharField(max_length=60)
    written_at = models.DateTimeField()
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_name = models.CharField(max_length=60, blank=True)
    sent_back_why = models.CharField(gettext_lazy("why it goes back"), max_length=200, blank=True)
    issued_name = models.CharField(max_length=60, blank=True)
    issued_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = CircularQuerySet.as_manager()

    class Meta:
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=ISSUED) | Q(issued_at__isnull=False, signed_on__isnull=False),
                name="circular_issued_has_a_day",
                violation_error_message=gettext_lazy("An issued circular has its day."),
            ),
            models.CheckConstraint(
                condition=Q(ranked=False) | (~Q(ranked_why="") & ~Q(ranked_name="")),
                name="circular_ranking_has_a_reason",
                violation_error_message=gettext_lazy("Whoever switches a ranking on says why."),
            ),
            models.UniqueConstraint(
                fields=["plan", "issue_number"],
                name="brief_issue_once",
                violation_error_message=gettext_lazy("Another brief has this issue."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.number or self.issue_number or self.snapshot.on}"

    def get_absolute_url(self):
        return reverse("reports:circular", args=[self.key])

    @property
    def is_issued(self) -> bool:
        return self.state == ISSUED

    @property
    def one_line(self) -> str:
        """The title without its break."""
        return self.title.replace("\n", "")

    @cached_property
    def slots(self) -> dict[str, slots.Slot]:
        """The figures of its snapshot by name, with the pilots it names."""
        return slots.slots(self.snapshot.data, self.naming)

    @property
    def paper(self) -> paper.Paper:
        return paper.of(self, self.slots)

    def is_for(self, officer) -> bool:
        """Whether the officer can sign for it: somebody who reports for one of the plan's pilots."""
        return may(officer, Action.REPORT) and self.plan.pilots.filter(pk=officer.unit_id).exists()

    # -- writing ----------------------------------------------------------------------------------
    @classmethod
    def drafted(cls, snapshot: Snapshot, kind: str, letterhead: Letterhead) -> "Circular":
        """A draft nobody has touched, not saved: naming nobody, ranking nobody."""
        brief, bureau = kind == cls.Kind.BRIEF, snapshot.plan.bureau
        return cls(
            plan=snapshot.plan,
            snapshot=snapshot,
            kind=kind,
            issue_number=cls._next_issue(snapshot.plan) if brief else None,
            head=letterhead.brief_head if brief else letterhead.head,
            title=cut(cls, "title", drafting.title(snapshot.data["plan"]["title"], "情况" if brief else "情况的通报")),
            recipients="" if brief else letterhead.recipients,
            text=drafting.text(snapshot.data, bureau.name, bureau.parent.name if bureau.parent else ""),
            issuer=letterhead.issuer,
            copies=letterhead.copies,
            printed_by=letterhead.printed_by,
            annexes=list(annexes.CHOICES),
        )

    @classmethod
    def draft(cls, *, by, on: date, plan: Plan, day: date | None = None, kind: str = Kind.CIRCULAR, **_seen):
        """Take a snapshot of the day (today unless given) and draft what it says. Returns the circular."""
        _require(by, Action.WRITE_CIRCULAR, plan)
        day = day or on
        if not plan.loaded_on <= day <= on:
            raise ValidationError({"day": _("There are figures from the day the plan was loaded until today.")})
        one = cls.drafted(Snapshot.take(plan, day), kind, Letterhead.of(plan))
        one.written_by, one.written_name, one.written_at = by, by.name, clock.now()
        one.save()
        return one

    @staticmethod
    def _next_issue(plan) -> int:
        return (plan.circulars.aggregate(last=Max("issue_number"))["last"] or 0) + 1

    def revise(self, *, by, on: date, version: int | None = None, **words) -> None:
        """Keep what was typed; figures are renewed, whoever switches the ranking on is recorded."""
        self._require_open(by)
        self._check(words)
        words["text"] = text.renewed(words["text"], slots.slots(self.snapshot.data, words["naming"]))
        if len(words["text"]) > TEXT_LIMIT:
            raise ValidationError({"text": _("With its figures the text is too long; shorten it.")})
        words["ranked_why"] = words["ranked_why"].strip() if words["ranked"] else ""
        words["title"] = words["title"].replace("\r\n", "\n").strip()
        self._change(version, **words | self._ranking(by, words))

    def _check_figures(self) -> None:
        """Nothing goes out with braces that no figure stands in."""
        if wrong := self._strange(self.text):
            raise ValidationError(wrong)

    def _strange(self, words: str) -> dict:
        strange = text.unknown(words, self.slots)
        said = _("No figure is called %(names)s. Write it without braces, or take one of the names below.")
        return {"text": said % {"names": "、".join(strange)}} if strange else {}

    def _check(self, words: dict) -> None:
        wrong = self._strange(words["text"])
        wrong |= _without_consent(words["recipients"], words["consent"])
        if words["ranked"] and not words["ranked_why"].strip():
            wrong["ranked_why"] = _("Say why this circular ranks the pilots.")
        taken = Circular.objects.filter(plan=self.plan, issue_number=words["issue_number"]).exclude(pk=self.pk)
        if words["issue_number"] and taken.exists():
            wrong["issue_number"] = _("Another brief has this issue.")
        if wrong:
            raise ValidationError(wrong)

    def _ranking(self, by, words) -> dict:
        """Who ranks, why and when: whoever switches it on or gives another reason; in the audit log too."""
        if (words["ranked"], words["ranked_why"]) == (self.ranked, self.ranked_why):
            return {}
        audit.record(audit.Act.CIRCULAR, by=by, what=str(self), ranked=words["ranked"], why=words["ranked_why"])
        if not words["ranked"]:
            return {"ranked_name": "", "ranked_at": None}
        return {"ranked_name": by.name, "ranked_at": clock.now()}

    # -- on its way -------------------------------------------------------------------------------
    def submit(self, *, by, on: date, version: int | None = None) -> None:
        """送审: put it before whoever issues it."""
        self._require_open(by)
        self._check_figures()
        self._change(version, state=SUBMITTED, submitted_by=by, submitted_name=by.name, sent_back_why="")

    def send_back(self, *, by, on: date, version: int | None = None, why: str = "") -> None:
        """退回修改: the lead wants other words."""
        _require(by, Action.ISSUE_CIRCULAR, self.plan)
        self._require_state(SUBMITTED)
        if not why.strip():
            raise ValidationError({"why": _("Say what has to be changed.")})
        self._change(version, state=DRAFT, sent_back_why=why.strip())

    def issue(self, *, by, on: date, version: int | None = None, number="", signed_on: date | None = None) -> None:
        """签发: from now on it reaches every pilot of the plan. The number is the office's, never assigned here."""
        _require(by, Action.ISSUE_CIRCULAR, self.plan)
        self._require_state(SUBMITTED)
        if self.submitted_by_id == by.pk:
            raise Refused(_("You put this forward yourself; another officer must issue it."))
        self._check_figures()
        if self.kind == self.Kind.CIRCULAR and not number.strip():
            raise ValidationError({"number": _("Type the number under which your office issues it.")})
        day = signed_on or on
        if day < self.snapshot.on:
            raise ValidationError({"signed_on": _("The document cannot be older than its figures.")})
        if day > on:
            raise ValidationError({"signed_on": _("The document cannot be of a day that has not come.")})
        # A letterhead may address them without anybody having touched the words.
        if lacking := _without_consent(self.recipients, self.consent):
            raise ValidationError(lacking)
        issued = {"number": number.strip(), "signed_on": day, "issued_name": by.name, "issued_at": clock.now()}
        self._change(version, state=ISSUED, **issued)
        audit.record(audit.Act.CIRCULAR, by=by, what=str(self), sha256=self.snapshot.sha256, naming=self.naming)

    def sign_for(self, *, by, on: date, version: int | None = None) -> None:
        """签收: somebody of the pilot confirms to have received it; the first signature counts."""
        if not self.is_for(by):
            raise Refused(not_included(Action.REPORT))
        self._require_state(ISSUED)
        receipt = {"signed_by": by, "signed_name": by.name, "signed_at": clock.now()}
        _receipt, created = self.receipts.get_or_create(unit=by.unit, defaults=receipt)
        if not created:
            raise Refused(_("%(name)s has already signed for this circular.") % {"name": _receipt.signed_name})
        self.plan.raise_revision()

    def _require_open(self, by) -> None:
        _require(by, Action.WRITE_CIRCULAR, self.plan)
        self._require_state(DRAFT, SUBMITTED)

    def _require_state(self, *states) -> None:
        if self.state not in states:
            raise Refused(_("The circular is %(state)s.") % {"state": self.get_state_display()})

    def _change(self, version, **changes) -> None:
        open_ones = Circular.objects.exclude(state=ISSUED)
        change(self, version, Circular.objects.for_page(), among=open_ones, **changes)
        self.__dict__.pop("slots", None)
        self.plan.raise_revision()


def _without_consent(recipients: str, named: str) -> dict:
    """What is wrong where a Party committee or government is addressed and nobody's consent named."""
    above = consent.addresses_above(recipients)
    if not above or named.strip():
        return {}
    said = _("It is addressed to “%(above)s”: name with whose consent it is issued (经…同意), or address others.")
    return {"consent": said % {"above": above}}


class CircularReceipt(models.Model):
    """A pilot's signature for an issued circular; append-only by trigger."""

    circular = models.ForeignKey(Circular, models.PROTECT, related_name="receipts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=60)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["circular", "unit"], name="circular_signed_for_once")]

    def __str__(self):
        return f"{self.unit} {self.signed_name}"


def _require(by, action, plan) -> None:
    # What rests on the bureau is its own people's, not those of whoever else sees it.
    if not plan.acts_for_bureau(by, action):
        raise Refused(not_included(action))
