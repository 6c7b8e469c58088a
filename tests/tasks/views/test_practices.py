"""Reports are marked on their obligation's page; the bureau publishes; every pilot reads the words and nothing else."""

import pytest
from django.urls import reverse

from base import clock
from tasks.models import Practice
from tests.cast import obligation

LIST = reverse("tasks:practices")


@pytest.fixture
def said(cast, own):
    return own.report(by=cast.officer, on=clock.today(), text="区委书记任组长。", difficulty="编制不足")


@pytest.fixture
def practice(cast, own, said):
    return own.mark_practice(by=cast.officer, on=clock.today(), entry=said.number, title="高位推动")


def act(client, practice, name, query="", **words):
    url = reverse(f"tasks:practice_{name}", args=[practice.key])
    return client.post(url + query, {"version": practice.version, **words})


def mark(client, one, **words):
    return client.post(reverse("tasks:mark_practice", args=[one.key]), words)


def page_of(client, one):
    return client.get(reverse("tasks:obligation", args=[one.key]))


@pytest.mark.parametrize("who", ["officer", "reviewer"])
def test_it_is_one_click_with_everything_filled_in(cast, own, said, as_, who):
    client = as_(getattr(cast, who))
    form = page_of(client, own).context["mark_form"]
    filled = {name: form[name].value() for name in ("entry", "title")}
    assert filled == {"entry": said.number, "title": "任务1"}
    assert mark(client, own, **filled).status_code == 303
    assert Practice.objects.get().title == "任务1"


def test_nothing_is_offered_where_nothing_can_be_marked(cast, own, as_):
    assert page_of(as_(cast.officer), own).context["mark_form"] is None
    own.report(by=cast.officer, on=clock.today(), text="写错了")
    assert page_of(as_(cast.overseer), own).context["mark_form"] is None
    own.undo(by=cast.officer, on=clock.today())
    assert page_of(as_(cast.officer), own).context["mark_form"] is None


def test_a_marked_report_is_flagged_in_the_history_and_not_offered_again(cast, own, practice, as_):
    answer = page_of(as_(cast.officer), own)
    assert '<span class="flag">经验做法</span>' in answer.content.decode()
    assert answer.context["mark_form"] is None


@pytest.mark.parametrize("words", [{"title": ""}, {"entry": "9999"}], ids=["no title", "a strange report"])
def test_a_faulty_mark_is_refused(cast, own, said, as_, words):
    answer = mark(as_(cast.officer), own, **{"entry": said.number, "title": "高位推动", **words})
    assert answer.status_code == 422 and not Practice.objects.exists()


def test_published_every_pilot_reads_the_words_and_no_difficulty(cast, plan, own, practice, as_):
    assert "区委书记任组长" not in as_(cast.foreigner).get(LIST).content.decode()
    answer = act(as_(cast.reviewer), practice, "publish")
    assert (answer.status_code, answer.url) == (303, LIST)
    page = as_(cast.foreigner).get(LIST).content.decode()
    assert "区委书记任组长" in page and "高位推动" in page and "编制不足" not in page
    assert str(own.key) not in page and "撤下" not in page


def test_from_the_obligations_page_the_answer_appears_there(cast, own, practice, as_):
    answer = act(as_(cast.reviewer), practice, "publish", "?at=page")
    assert answer.url == reverse("tasks:obligation", args=[own.key])


def test_the_unit_reads_why_not(cast, practice, as_):
    assert act(as_(cast.reviewer), practice, "decline").status_code == 422
    assert act(as_(cast.reviewer), practice, "decline", text="各地已普遍采用").status_code == 303
    assert "各地已普遍采用" in as_(cast.officer).get(LIST).content.decode()
    assert "各地已普遍采用" not in as_(cast.foreigner).get(LIST).content.decode()


def test_somebody_faster_is_said_and_nothing_changes(cast, practice, as_):
    Practice.objects.for_list().get().publish(by=cast.bureau_lead, on=clock.today())
    answer = act(as_(cast.reviewer), practice, "publish")
    assert answer.status_code == 422
    again = act(as_(cast.reviewer), practice, "take_back", text="有误")
    assert again.status_code == 409 and Practice.objects.get().state == "published"


def test_the_bureaus_own_report_can_be_marked_too(cast, plan, as_):
    one = obligation(plan, cast.bureau, 3)
    entry = one.report(by=cast.reviewer, on=clock.today(), text="建立联络群。")
    assert mark(as_(cast.reviewer), one, entry=entry.number, title="联络群").status_code == 303
