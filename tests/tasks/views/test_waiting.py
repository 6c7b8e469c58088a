"""What other apps put before a verifier: counted in the menu, shown above the queue, never hidden by an empty one."""

import pytest
from django.urls import reverse

from base import clock
from pilots.models import Unit
from tasks import waiting
from tests.cast import obligation

PAGE = reverse("tasks:review")


@pytest.fixture
def rulings(settings, tmp_path):
    """`rulings["n"]` of them wait for reviewers of the bureau."""
    held = {"n": 2}
    (tmp_path / "_rulings.html").write_text("<p>待裁定{{ panel.n }}件</p>", encoding="utf-8")
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [*engine["DIRS"], tmp_path]}]
    waiting.register(
        lambda request: Unit.objects.filter(pk__in=list(Unit.objects.values_list("pk", flat=True)[: held["n"]])),
        "_rulings.html",
        lambda request, on: {"n": held["n"], "count": held["n"]} if held["n"] else None,
    )
    return held


def count(answer):
    return next(entry.count for entry in answer.context["nav"] if entry.name == "review")


def test_it_is_counted_in_the_menu_on_every_page(cast, plan, rulings, as_):
    obligation(plan, cast.own).submit(by=cast.officer, on=clock.today(), document_number="1号")
    client = as_(cast.reviewer)
    assert [count(client.get(address)) for address in (PAGE, reverse("tasks:obligations"))] == [3, 3]


def test_it_stands_above_the_list(cast, plan, rulings, as_):
    obligation(plan, cast.own).submit(by=cast.officer, on=clock.today(), document_number="1号")
    text = as_(cast.reviewer).get(PAGE).content.decode()
    assert text.index("待裁定2件") < text.index('class="q-list"')


def test_an_empty_queue_does_not_say_that_nothing_waits(cast, plan, rulings, as_):
    client = as_(cast.reviewer)
    waits = client.get(PAGE).content.decode()
    assert "待裁定2件" in waits and "另有事项待您处理" in waits and "没有待核验事项" not in waits
    rulings["n"] = 0
    nothing = client.get(PAGE).content.decode()
    assert "待裁定" not in nothing and "另有事项" not in nothing and "没有待核验事项" in nothing
