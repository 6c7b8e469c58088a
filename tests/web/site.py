"""The demo with a message in each inbox and files waiting to be confirmed, and every page of it with its reader."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils import timezone

from alerts.models import Delivery, Gateway, Message, Notice, OutsideHost, Robot
from base import clock
from base.models import SheetLoad, WorkingDay
from base.sheets import loads
from base.sheets.ledgers import opened
from pilots.models import Officer, Unit
from reports.models import Circular, Letterhead
from tasks import loading
from tasks.models import Dispatch, JointMeeting, Obligation, Phase, Plan, PlanLoad, Problem, Task
from tests.access.ledgers import LEDGER, own_list
from tests.access.table import ACTORS, KEPT, LINES, Line
from tests.cast import at
from transfers.facts import Change, write
from transfers.models import Item, Ruling, StaffMember, TrainingSession

UNIT = "dingnan"
USERNAMES = {
    "officer": UNIT,
    "lead": f"{UNIT}-lead",
    "reviewer": "reviewer",
    "leader": "lead",
    "admin": "admin",
    "auditor": "auditor",
    "nobody": None,
}
# Answers that are no pages: text, files, pictures, scripts, lists for a field.
NO_PAGES = {
    "healthz",
    "tasks:evidence",
    "tasks:evidence_page",
    "transfers:staff_pdf",
    "transfers:items_pdf",
    "transfers:establishment_pdf",
    "transfers:paper",
    "reports:circular_docx",
    "reports:dossier_docx",
    "sheets:download",
    "sheets:parts",
    "sheets:rest",
    "admin:jsi18n",
    "admin:autocomplete",
}
# Who else finds other things on a page than its first reader does.
ALSO = {
    ("lead", "tasks:obligation"),
    ("reviewer", "tasks:obligation"),
    ("leader", "tasks:obligation"),
    ("reviewer", "alerts:notice"),
    ("reviewer", "tasks:workbench"),
    ("leader", "tasks:unit"),
    ("leader", "reports:dashboard"),
    ("reviewer", "transfers:staff"),
    ("leader", "transfers:staff"),
    ("reviewer", "transfers:departments"),
    ("reviewer", "transfers:items"),
    ("reviewer", "transfers:item"),
    ("reviewer", "transfers:establishment"),
    ("reviewer", "reports:circulars"),
    ("reviewer", "reports:circular"),
    ("reviewer", "reports:burden"),
    ("reviewer", "tasks:problems"),
    ("reviewer", "tasks:problem"),
    ("reviewer", "tasks:meetings"),
    ("reviewer", "tasks:meeting_new"),
    ("reviewer", "transfers:rulings"),
    ("reviewer", "transfers:ruling"),
    ("reviewer", "tasks:dispatch"),
    ("reviewer", "tasks:practices"),
    ("admin", "tasks:plan"),
    ("admin", "pilots:officer"),
}
# Read alone, with other words and without forms.
OF_A_PAST_DAY = [
    ("reviewer", "reports:dashboard"),
    ("officer", "reports:dossier"),
    ("officer", "tasks:workbench"),
    ("officer", "tasks:obligation"),
]
PAST_DAY = "2021-01-31"
OF_ALL = {"transfers:staff_home", "transfers:items_home", "transfers:establishment_home", "transfers:rulings"}
NOTICE = "notice-2020-29.docx"
SAMPLE = "pilots_unit"


def prepare(database) -> None:
    """What the demo has not: overdue digests in the inboxes, loads to be confirmed, training given in this county."""
    database.manage("raise_alerts", DEMO="1")
    admin = Officer.objects.get(username="admin")
    notice = loading.read_notice(f"fixtures/{NOTICE}", NOTICE)
    data = loading.data_for(notice, None, "赣市办字〔2021〕9号")
    loading.open_load(notice, NOTICE, by=admin, data=data, number="赣市办字〔2021〕9号")
    _take_in_workbook()
    _open_channels()
    Letterhead.of(Plan.objects.get()).save()
    with clock.at(at(2, 18)):
        _train()


def _open_channels() -> None:
    """A robot that failed and a gateway."""
    url = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6"
    robot = Robot.objects.create(name="定南县改革专班群", kind="wecom", unit=_officer("officer").unit, url=url)
    failed = {"state": "dead", "ended_at": timezone.now(), "error": "93000 invalid webhook url"}
    Delivery.objects.create(channel="robot", robot=robot, **failed)
    Delivery.objects.create(channel="robot", robot=robot, **failed | {"state": "uncertain"})
    template = '{"phone": "{to}", "content": "{text}"}'
    Gateway.objects.create(name="赣政通", url="http://10.1.2.3/", content_type="application/json", template=template)


def _train() -> None:
    officer = _officer("officer")
    people = StaffMember.objects.current().filter(unit=officer.unit)
    held = {"held_on": date(2021, 2, 10), "subject": "窗口受理", "hours": 3, "department": people.first().department}
    change = Change(TrainingSession, held | {"attendees": [str(person.key) for person in people]})
    write(officer.unit, [change], by=officer, on=clock.today())


def _take_in_workbook() -> None:
    """An item that is new, one whose department nobody knows, one without name."""
    table = opened(LEDGER, _officer("officer"), UNIT, write=True)
    rows = [("排污许可", "县水利局"), ("取水许可", "县水务局"), ("", "县水利局")]
    rows = [{"name": name, "department": department} for name, department in rows]
    loads.open_load(table, [own_list(table, rows, "县水利局.xlsx")], by=_officer("officer"))


def pages(actor: str) -> Iterator[str]:
    """The routes whose pages this actor is to look at: each route has one reader, some have several.

    Django's admin draws the pages of all models alike: of one model all are looked at, of the others list and form.
    """
    looks = [line for line in LINES if line.method == "GET" and line.scope in ("-", "own")]
    for line in looks:
        readers = {_reader(line), *(other for other, route in ALSO if route == line.route)}
        if actor in readers and line.route not in NO_PAGES and not drawn_alike(line.route):
            yield line.route
    yield from (f"{route}?on={PAST_DAY}" for reader, route in OF_A_PAST_DAY if reader == actor)


def drawn_alike(route: str) -> bool:
    other = next((model for model in KEPT if model in route), SAMPLE) != SAMPLE
    return other and not route.endswith(("_changelist", "_change"))


def _reader(line: Line) -> str | None:
    return next((actor for actor in _by_closeness(line) if line.statuses[actor] == "200"), None)


def _by_closeness(line: Line) -> tuple[str, ...]:
    return ("nobody", *ACTORS[:-1]) if line.public else ACTORS


def address(actor: str, route: str) -> str:
    """Where the page is in the demo."""
    route, asked, query = route.partition("?")
    return _address(actor, route) + asked + query


def _address(actor: str, route: str) -> str:
    if route.startswith("admin"):
        return _of_admin(route)
    arguments = {
        "alerts:message": lambda: Message.objects.filter(recipient__username=USERNAMES[actor]).first().uuid,
        "alerts:notice": lambda: Notice.objects.filter(alert__obligation__unit__key=UNIT).first().key,
        "pilots:officer": lambda: Officer.objects.get(username=UNIT).pk,
        "pilots:handover": lambda: Officer.objects.get(username=UNIT).pk,
        "tasks:unit": lambda: UNIT,
        "reports:dossier": lambda: UNIT,
        "reports:burden_of": lambda: UNIT,
        "tasks:obligation": lambda: _obligation(actor).key,
        "tasks:review_item": lambda: Obligation.objects.reviewable_by(_officer(actor)).first().key,
        "reports:circular": lambda: Circular.objects.visible_to(_officer(actor)).first().key,
        "tasks:dispatch": lambda: _dispatch(actor).key,
        "tasks:dispatch_amend": lambda: _dispatch(actor).key,
        "tasks:problem": lambda: _problem(actor).key,
        "tasks:meeting": lambda: JointMeeting.objects.visible_to(_officer(actor)).first().key,
        "tasks:plan": lambda: Plan.objects.get().key,
        "tasks:plan_text": lambda: Plan.objects.get().key,
        "tasks:plan_load": lambda: PlanLoad.objects.get(state=PlanLoad.State.WAITING).key,
    }
    if route.startswith(("transfers", "sheets")):
        return reverse(route, args=_of_ledgers(actor, route))
    return reverse(route, args=[arguments[route]()] if route in arguments else [])


def _of_ledgers(actor, route) -> list:
    facts = {"transfers:member": StaffMember, "transfers:session": TrainingSession, "transfers:item": Item}
    if route in facts:
        return [UNIT, facts[route].objects.current().filter(unit__key=UNIT).first().key]
    if route == "transfers:ruling":
        asked = Ruling.objects.visible_to(_officer(actor))
        return [(asked.decidable_by(_officer(actor)).first() or asked.first()).key]
    if route.startswith("sheets"):
        return [SheetLoad.objects.get().key] if route == "sheets:load" else [LEDGER, UNIT]
    return [] if route in OF_ALL else [UNIT]


def _officer(actor) -> Officer:
    return Officer.objects.get(username=USERNAMES[actor])


def _obligation(actor) -> Obligation:
    """For the county one that can be reported on, for the bureau one that waits for it or can be looked at again."""
    if actor == "leader":
        return Obligation.objects.filter(unit__key=UNIT, state="done").first()
    if actor in ("officer", "lead"):
        return Obligation.objects.filter(unit__key=UNIT, state="in_progress").first()
    return Obligation.objects.reviewable_by(_officer(actor)).first()


def _dispatch(actor) -> Dispatch:
    """One with something that follows and waits."""
    return Dispatch.objects.visible_to(_officer(actor)).standing().exclude(follow_up="").first()


def _problem(actor) -> Problem:
    """For the bureau one that waits for it, for the county one to confirm."""
    seen = Problem.objects.visible_to(_officer(actor))
    return (seen.waiting() if actor == "reviewer" else seen.to_confirm()).first()


def _of_admin(route) -> str:
    model = next((model for model in KEPT if model in route), None)
    if model is None:
        return reverse(route, args=["pilots"] if route == "admin:app_list" else [])
    rows = {
        "base_workingday": WorkingDay,
        "tasks_plan": Plan,
        "tasks_phase": Phase,
        "tasks_task": Task,
        "pilots_unit": Unit,
        "pilots_officer": Officer,
        "alerts_outsidehost": OutsideHost,
        "alerts_robot": Robot,
        "alerts_gateway": Gateway,
        "reports_letterhead": Letterhead,
    }
    plain = route.endswith(("_changelist", "_add"))
    return reverse(route, args=[] if plain else [rows[model].objects.last().pk])
