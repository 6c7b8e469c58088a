"""The figure stands beside the obligation wherever it appears; a submission below its floor says why."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from base import clock
from tasks import drafts
from tasks.feeding import fed
from tasks.measures import Figure
from tasks.models import Checkpoint, Obligation, Task
from tests.cast import make_officer, make_unit, obligation
from tests.tasks.fake_ledger import URL

SHORT, MADE = '<b class="is-over">17/78未达</b>', "计算方式"


def url(name, one):
    return reverse(f"tasks:{name}", args=[one.key])


def page(client, address, **query):
    answer = client.get(address, query)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def own(cast, measured, ledger):
    """The own unit's row 1, seven heads short."""
    ledger.says("staff", cast.own, 17, 78)
    return obligation(measured, cast.own)


@pytest.fixture
def sent(cast, own):
    """The same, sent with its reason."""
    own.submit(by=cast.officer, on=clock.today(), text="已报", short_reason="编制冻结")
    return own


@pytest.fixture
def in_county(cast, own):
    """The same, waiting for the county lead."""
    cast.own.county_review = True
    cast.own.save()
    own.unit.refresh_from_db()
    own.submit(by=cast.officer, on=clock.today(), text="已报", short_reason="编制冻结")
    return own


# -- beside the obligation --------------------------------------------------------------------------
def places(one):
    return {
        "obligation": url("obligation", one),
        "workbench": reverse("tasks:workbench"),
        "unit": reverse("tasks:unit", args=[one.unit.key]),
        "obligations": reverse("tasks:obligations"),
    }


@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("officer", "obligation"),
        ("officer", "workbench"),
        ("officer", "obligations"),
        ("reviewer", "obligation"),
        ("reviewer", "unit"),
        ("reviewer", "obligations"),
    ],
)
def test_figure_ledger_and_how_it_is_made_stand_beside_the_obligation(cast, own, as_, who, place):
    text = page(as_(getattr(cast, who)), places(own)[place])
    assert SHORT in text and MADE in text and f'href="{URL}"' in text and "<dt>应计</dt><dd>78</dd>" in text


@pytest.mark.parametrize("place", ["obligation", "workbench", "obligations"])
def test_a_figure_nobody_measures_appears_nowhere(cast, plan, ledger, as_, place):
    one = obligation(plan, cast.own)
    assert 'class="figure"' not in page(as_(cast.officer), places(one)[place])


def test_on_its_page_the_floor_is_named_and_each_part_stands_by_itself(cast, own, ledger, as_):
    parts = (
        Figure(11, 11, True, "协议齐全 11/11", "100%", (("批准事项", "11"),)),
        Figure(0, 11, False, "承接 0/11", "100%"),
    )
    ledger.says("staff", cast.own, 0, 11, parts=parts)
    text = page(as_(cast.officer), url("obligation", own))
    assert '<b class="is-done">协议齐全 11/11</b>' in text and '<b class="is-over">承接 0/11</b>' in text
    assert "应达100%" in text and "<dt>批准事项</dt>" in text


def test_a_figure_of_a_closed_out_row_is_no_longer_held_against_it(cast, sent, as_):
    sent.sign_off(by=cast.reviewer, on=clock.today(), text="同意")
    for address in places(sent).values():
        text = page(as_(cast.officer), address)
        assert "<b>17/78未达</b>" in text and SHORT not in text


def test_a_row_of_the_queue_carries_the_figure_in_words_alone(cast, sent, as_):
    text = page(as_(cast.reviewer), reverse("tasks:review"))
    row = text.split('class="q-list"')[1].split("</ul>")[0]
    assert SHORT in row and "<details" not in row and "台账为证" in row


def test_the_gate_on_the_units_page_asks_for_its_figure_too(cast, sent, ledger, as_):
    phase = sent.plan.phases.create(order=1, name="人员划转", due_on=clock.today(), gate_measures=["staff"])
    phase.gate_tasks.set([sent.task])
    sent.sign_off(by=cast.reviewer, on=clock.today(), text="同意")
    client = as_(cast.officer)
    near = [at for _phase, at, _done, _total in client.get(reverse("tasks:workbench")).context["board"].gates]
    ledger.says("staff", cast.own, 78, 78)
    then = [at for _phase, at, _done, _total in client.get(reverse("tasks:workbench")).context["board"].gates]
    assert (near, then) == (["short"], ["done"])


# -- sending ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "address",
    [
        lambda one: (url("obligation", one), {}),
        lambda one: (reverse("tasks:workbench"), {"open": one.key, "as": "submit"}),
    ],
)
def test_the_form_says_what_is_short_and_asks_why_and_takes_the_ledger_for_proof(cast, own, ledger, as_, address):
    where, query = address(own)
    short = page(as_(cast.officer), where, **query)
    assert 'name="short_reason"' in short and "应达100%" in short and "台账为证" in short
    assert 'name="no_file_reason"' not in short and 'name="document_number"' in short
    ledger.says("staff", cast.own, 78, 78)
    reached = page(as_(cast.officer), where, **query)
    assert 'name="short_reason"' not in reached and "台账为证" in reached


def test_where_the_ledger_is_empty_a_proof_is_asked_for_as_ever(cast, own, ledger, as_):
    ledger.says("staff", cast.own, 0, 78)
    text = page(as_(cast.officer), url("obligation", own))
    assert 'name="no_file_reason"' in text and "台账为证" not in text


@pytest.mark.parametrize("at", ["", "?at=board"])
def test_without_a_reason_it_is_refused_under_its_field_and_the_words_are_kept(cast, own, as_, at):
    client = as_(cast.officer)
    refused = client.post(url("submit", own) + at, {"version": own.version, "text": "已完成"})
    text = refused.content.decode()
    assert refused.status_code == 422 and "目前指标为17/78未达，应达100%" in text and 'name="short_reason"' in text
    assert drafts.of(own, cast.officer).words["text"] == "已完成"


def test_with_its_reason_it_is_sent_without_any_file(cast, own, as_):
    data = {"version": own.version, "text": "已完成", "short_reason": "编制冻结"}
    assert as_(cast.officer).post(url("submit", own), data).status_code == 303
    assert own.entries.reports().get().short_reason == "编制冻结"


def test_a_reason_typed_into_a_report_is_no_hindrance(cast, own, as_):
    data = {"version": own.version, "text": "进展", "short_reason": "编制冻结"}
    assert as_(cast.officer).post(url("report", own), data).status_code == 303
    assert own.entries.reports().get().detail == {}


def test_the_reason_is_kept_with_the_draft_and_given_back(cast, own, as_):
    client = as_(cast.officer)
    client.post(url("draft", own), {"short_reason": "编制冻结"})
    assert "编制冻结</textarea>" in page(client, url("obligation", own))


def test_after_a_conflict_the_reason_goes_along(cast, own, as_):
    seen = own.version
    own.report(by=cast.colleague, on=clock.today(), text="同事已报")
    answer = as_(cast.officer).post(url("submit", own), {"version": seen, "text": "已完成", "short_reason": "编制冻结"})
    assert answer.status_code == 409
    assert '<input type="hidden" name="short_reason" value="编制冻结">' in answer.content.decode()


# -- reading it -------------------------------------------------------------------------------------
def test_the_reviewer_reads_figure_floor_and_reason_and_what_has_changed_since(cast, sent, ledger, as_):
    Checkpoint.objects.create(task=sent.task, order=1, text="占比达标", kind="system", rule="measure:staff")
    for address in (reverse("tasks:review"), url("obligation", sent)):
        text = page(as_(cast.reviewer), address)
        assert SHORT in text and "应达100%" in text and "编制冻结" in text and "报送时" not in text
    ledger.says("staff", cast.own, 78, 78)
    for address in (reverse("tasks:review"), url("obligation", sent)):
        answer = as_(cast.reviewer).get(address)
        text = answer.content.decode()
        assert '<b class="is-done">78/78</b>' in text and "报送时" in text and "17/78未达" in text
        assert [held for _point, held in answer.context["review_form"].rows] == [True]


def test_the_unit_reads_in_the_history_with_which_figure_it_was_sent(cast, sent, as_):
    text = page(as_(cast.officer), url("obligation", sent))
    history = text.split('class="tl"')[1]
    assert "17/78未达（应达100%）" in history and "编制冻结" in history


def test_the_county_lead_reads_it_before_passing_it_on(cast, in_county, as_):
    text = page(as_(cast.lead), reverse("tasks:county_review"))
    assert SHORT in text and "编制冻结" in text and "应达100%" in text


def test_the_history_names_the_system_for_what_a_ledger_started(cast, own, as_):
    fed(cast.own, ["staff"], clock.today())
    history = page(as_(cast.officer), url("obligation", own)).split('class="tl"')[1]
    assert "台账已有记录" in history and '<span class="who2">系统</span>' in history


# -- how often ledgers are asked --------------------------------------------------------------------
def more_rows(plan, unit, to):
    for number in range(4, to):
        task = Task.objects.create(
            plan=plan, number=number, text=f"第{number}项", measure="staff", due_on=clock.today()
        )
        Obligation.objects.create(plan=plan, task=task, unit=unit, due_on=task.due_on)


def more_units(cast, plan, to):
    task = plan.tasks.get(number=1)
    for n in range(to):
        unit = make_unit(f"county-{n}", f"{n}县", "county", cast.city)
        one = Obligation.objects.create(plan=plan, task=task, unit=unit, due_on=task.due_on)
        one.submit(by=make_officer(f"officer-{n}", "county_officer", unit), on=clock.today(), document_number="1号")


def asked(ledger, client, address):
    """(queries of the page, questions to the ledger)."""
    client.get(address)
    ledger.asked.clear()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen), len(ledger.asked)


@pytest.mark.parametrize("place", ["workbench", "obligations"])
def test_a_list_asks_once_however_many_rows(cast, own, ledger, as_, place):
    client, address = as_(cast.officer), places(own)[place]
    few = asked(ledger, client, address)
    more_rows(own.plan, cast.own, 24)
    assert asked(ledger, client, address) == few and few[1] == 1


def test_the_queue_asks_once_for_its_rows_and_once_for_the_open_one(cast, sent, ledger, as_):
    Checkpoint.objects.create(task=sent.task, order=1, text="占比达标", kind="system", rule="measure:staff")
    client, address = as_(cast.reviewer), reverse("tasks:review")
    few = asked(ledger, client, address)
    more_units(cast, sent.plan, 12)
    assert asked(ledger, client, address) == few and few[1] == 2


def test_the_page_of_one_asks_once_for_itself_its_points_and_its_forms(cast, sent, ledger, as_):
    Checkpoint.objects.create(task=sent.task, order=1, text="占比达标", kind="system", rule="measure:staff")
    assert asked(ledger, as_(cast.reviewer), url("obligation", sent))[1] == 1
