"""核验: what waits for whom, which one is open, what comes when nothing waits."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from base import clock
from base.models import StoredFile
from tasks.models import Evidence, Obligation, Phase
from tests.cast import at, make_officer, make_unit, obligation

PAGE = reverse("tasks:review")
HTMX = {"HX-Request": "true"}


def submit(one, by, moment=None, **words):
    """The unit's submission at a moment, with a document number unless it says otherwise."""
    with clock.at(moment or clock.now()):
        one.submit(by=by, on=clock.today(), **(words or {"document_number": "1号"}))
    return one


def proof(one, by, name, pages=1):
    digest = f"{StoredFile.objects.count():064d}"
    stored = StoredFile.objects.create(sha256=digest, size=1000, kind="pdf", pages=pages, preview_count=pages)
    return Evidence.objects.create(obligation=one, stored=stored, name=name, uploaded_by=by, uploaded_at=clock.now())


def item(one, **query):
    return reverse("tasks:review_item", args=[one.key], query=query or None)


def listed(response):
    return [(row.obligation.unit.name, row.obligation.task.number) for row in response.context["queue"].shown]


@pytest.fixture
def waiting(cast, plan):
    """Three submissions: own row 1 nine days ago and late, the foreign row 2 eight days ago, own row 3 today."""
    return [
        submit(obligation(plan, cast.own, 1), cast.officer, at(2, 9, 17)),
        submit(obligation(plan, cast.foreign, 2), cast.foreigner, at(2, 10, 9)),
        submit(obligation(plan, cast.own, 3), cast.officer, at(2, 18, 9)),
    ]


def test_the_longest_waiting_stands_first_and_is_open(cast, waiting, as_):
    answer = as_(cast.reviewer).get(PAGE)
    assert listed(answer) == [("章贡区", 1), ("定南县", 2), ("章贡区", 3)]
    assert [row.waits for row in answer.context["queue"].shown] == [2, 1, 0]
    assert answer.context["queue"].current.obligation == waiting[0]


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ({"late": "1"}, [("章贡区", 1)]),
        ({"q": "定南"}, [("定南县", 2)]),
        ({"q": "任务3"}, [("章贡区", 3)]),
        ({"q": "dingnan"}, [("定南县", 2)]),
        ({"late": "1", "q": "定南"}, []),
    ],
)
def test_the_list_is_narrowed_by_the_address(cast, waiting, as_, query, rows):
    answer = as_(cast.reviewer).get(PAGE, query)
    assert listed(answer) == rows
    assert (answer.context["queue"].current is None) == (not rows)


def test_nothing_found_is_not_taken_for_nothing_waiting(cast, waiting, as_):
    page = as_(cast.reviewer).get(PAGE, {"q": "无此县"}).content.decode()
    assert "清除筛选" in page and "没有待核验事项" not in page


def test_an_item_has_an_address_and_what_no_longer_waits_leads_to_its_own_page(cast, plan, waiting, as_):
    client = as_(cast.reviewer)
    assert client.get(item(waiting[1])).context["queue"].current.obligation == waiting[1]
    idle = obligation(plan, cast.third)
    assert client.get(item(idle)).headers["Location"] == reverse("tasks:obligation", args=[idle.key])
    assert client.get(item(idle), headers=HTMX).headers["HX-Redirect"]


def test_the_form_carries_the_day_the_county_stated(cast, plan, as_):
    submit(obligation(plan, cast.own), cast.officer, document_number="1号", true_on=date(2021, 2, 8))
    answer = as_(cast.reviewer).get(PAGE)
    assert answer.context["review_form"]["done_on"].value() == date(2021, 2, 8)
    assert 'value="2021-02-08"' in answer.content.decode()


def test_proofs_are_chosen_by_the_address_and_alone_for_htmx(cast, plan, as_):
    one = obligation(plan, cast.own)
    files = [proof(one, cast.officer, "通知.pdf", pages=2), proof(one, cast.officer, "照片.pdf")]
    submit(one, cast.officer, text="已挂牌", evidence=files)
    client = as_(cast.reviewer)
    first, second = client.get(item(one)), client.get(item(one, proof=2), headers={**HTMX, "HX-Target": "proof"})
    assert (first.context["proof"].name, list(first.context["pages"])) == ("通知.pdf", [1, 2])
    assert second.context["proof"].name == "照片.pdf" and 'id="decision"' not in second.content.decode()
    assert client.get(item(one, proof=9)).context["proof"].name == "通知.pdf"
    assert first.context["queue"].current.obligation.proofs == 2


def test_proofs_of_an_undone_report_are_not_shown(cast, plan, as_):
    one = obligation(plan, cast.own)
    one.report(by=cast.officer, on=clock.today(), text="误传", evidence=[proof(one, cast.officer, "误传.pdf")])
    one.undo(by=cast.officer, on=clock.today())
    submit(one, cast.officer)
    answer = as_(cast.reviewer).get(PAGE)
    assert answer.context["proofs"] == [] and answer.context["queue"].current.obligation.proofs == 0


def test_the_wait_counts_from_the_day_the_county_lead_passed_it_on(cast, plan, as_):
    cast.own.county_review = True
    cast.own.save()
    one = obligation(plan, cast.own)
    submit(one, cast.officer, at(2, 8))
    with clock.at(at(2, 10)):
        one.pass_on(by=cast.lead, on=clock.today())
    answer = as_(cast.reviewer).get(PAGE)
    assert answer.context["queue"].current.waits == 1
    assert answer.context["queue"].current.obligation.sent_at == at(2, 10)
    assert answer.context["case"].passed_on.by_name == "谢建军"


def test_the_strip_shows_all_rows_of_the_unit(cast, waiting, as_):
    strip = as_(cast.reviewer).get(PAGE).context["case"].strip
    assert [(cell.number, cell.letter, cell.current) for cell in strip] == [
        (1, "核", True),
        (2, "未", False),
        (3, "核", False),
    ]


def test_the_bureaus_own_rows_wait_for_the_unit_that_oversees_it(cast, plan, as_):
    own = obligation(plan, cast.bureau, 3)
    submit(own, cast.reviewer)
    assert listed(as_(cast.reviewer).get(PAGE)) == []
    assert listed(as_(cast.overseer).get(PAGE)) == [("市行政审批局", 3)]


def test_the_menu_counts_what_waits_for_this_person(cast, waiting, as_):
    def count(officer):
        items = as_(officer).get(reverse("tasks:obligations")).context["nav"]
        return [entry.count for entry in items if entry.name == "review"]

    assert (count(cast.reviewer), count(cast.overseer), count(cast.officer)) == ([3], [0], [])


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("reviewer", 200),
        ("overseer", 200),
        ("bureau_lead", 200),
        ("officer", 403),
        ("lead", 403),
        ("admin", 403),
        ("auditor", 403),
    ],
)
def test_the_queue_is_for_those_who_verify(cast, waiting, as_, who, status):
    assert as_(getattr(cast, who)).get(PAGE).status_code == status


def test_a_submission_outside_ones_reach_does_not_exist(cast, plan, as_):
    elsewhere = make_unit("elsewhere", "某市", "city")
    bureau = make_unit("elsewhere-bureau", "某市审批局", "bureau", elsewhere)
    cast.reviewer.unit = bureau
    cast.reviewer.save()
    assert as_(cast.reviewer).get(item(obligation(plan, cast.own))).status_code == 404


def test_an_empty_queue_says_what_was_done_today_and_what_is_next(cast, plan, waiting, as_):
    Phase.objects.create(plan=plan, order=1, name="二", due_on=date(2021, 2, 28))
    obligation(plan, cast.third, 2).request_extension(
        by=make_officer("third", "county_officer", cast.third),
        on=clock.today(),
        asked_due_on=date(2021, 3, 15),
        text="场地未交付",
    )
    for one in waiting[:2]:
        one.sign_off(by=cast.reviewer, on=clock.today())
    waiting[2].return_for_rework(by=cast.reviewer, on=clock.today(), preset="材料不全")
    context = as_(cast.reviewer).get(PAGE).context
    assert (len(context["decided"]), context["passed"], context["returned"]) == (3, 2, 1)
    after = context["next"]
    assert (after.overdue, after.longest, after.asked, after.due_on, after.due) == (2, 18, 1, date(2021, 2, 28), 4)


def test_who_has_nothing_to_verify_reads_that_others_have(cast, waiting, as_):
    answer = as_(cast.bureau_lead).get(PAGE)
    assert answer.context["next"].elsewhere == 3
    assert "没有由您核验的事项" in answer.content.decode()


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_queue_takes_as_many_queries_for_110_as_for_11(cast, plan, as_):
    client = as_(cast.reviewer)

    def pile_up(to):
        for n in range(Obligation.objects.awaiting_verification().count(), to):
            unit = make_unit(f"county-{n}", f"{n}县", "county", cast.city)
            officer = make_officer(f"officer-{n}", "county_officer", unit)
            one = Obligation.objects.create(
                plan=plan, task=plan.tasks.first(), unit=unit, first_due_on=date(2021, 1, 31), due_on=date(2021, 1, 31)
            )
            submit(one, officer, at(2, 9), text="已完成", evidence=[proof(one, officer, f"{n}.pdf")])

    pile_up(11)
    few = queries_of(client, PAGE)
    pile_up(110)
    assert len(listed(client.get(PAGE))) == 110
    assert queries_of(client, PAGE) == few <= 13
