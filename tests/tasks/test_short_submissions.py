"""A submission keeps the figure it was sent with; below the floor it needs a reason, and the ledger is proof."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from tasks import ledger as book
from tests.cast import at, obligation

ON = at(2, 18).date()
pytestmark = pytest.mark.usefixtures("the_day")


@pytest.fixture
def plan(cast):
    return cast.plan()


@pytest.fixture
def one(cast, measured):
    return obligation(measured, cast.own)


def test_below_the_floor_a_reason_is_asked_for_by_figure_and_floor(cast, one, ledger):
    ledger.says("staff", cast.own, 17, 78)
    for reason in ("", "  "):
        with pytest.raises(ValidationError) as refused:
            one.submit(by=cast.officer, on=ON, document_number="1号", short_reason=reason)
        (said,) = refused.value.message_dict["short_reason"]
        assert "17/78未达" in said and "100%" in said


def test_the_line_keeps_figure_floor_and_reason(cast, one, ledger):
    ledger.says("staff", cast.own, 17, 78)
    entry = one.submit(by=cast.officer, on=ON, short_reason=" 编制冻结 ")
    assert entry.detail == {"figure": "17/78未达", "floor": "100%", "short_reason": "编制冻结"}
    assert list(book.faults(one.plan)) == []


def test_at_the_floor_the_figure_is_kept_and_no_reason(cast, one, ledger):
    ledger.says("staff", cast.own, 78, 78)
    assert one.submit(by=cast.officer, on=ON, short_reason="旧草稿").detail == {"figure": "78/78", "floor": "100%"}


def test_a_figure_without_a_floor_asks_all_the_same(cast, one, ledger):
    ledger.says("staff", cast.own, 0, 1, floor="", text="尚未启用")
    with pytest.raises(ValidationError, match="尚未启用"):
        one.submit(by=cast.officer, on=ON, document_number="1号")


@pytest.mark.parametrize("row", [1, 3])
def test_what_nobody_measures_asks_for_no_reason_and_keeps_nothing(cast, measured, row):
    one = obligation(measured, cast.own, row)
    assert one.submit(by=cast.officer, on=ON, document_number="1号", short_reason="多余").detail == {}


def test_a_ledger_with_something_in_it_is_the_proof(cast, one, ledger):
    ledger.says("staff", cast.own, 78, 78)
    assert one.submit(by=cast.officer, on=ON).no_file_reason == ""


@pytest.mark.parametrize("said", [(0, 78), (0, 0), (None, None)])
def test_a_ledger_with_nothing_towards_it_proves_nothing(cast, one, ledger, said):
    ledger.says("staff", cast.own, *said)
    with pytest.raises(ValidationError, match="文号"):
        one.submit(by=cast.officer, on=ON, short_reason="下周补录")


def test_the_ledger_is_kept_in_one_language_whoever_sends(cast, one, ledger):
    ledger.says("staff", cast.own, 17, 78)
    with translation.override("en"):
        entry = one.submit(by=cast.officer, on=ON, short_reason="posts frozen")
    assert entry.detail["figure"] == "17/78未达"


def test_an_undone_submission_gives_the_reason_back(cast, one, ledger):
    ledger.says("staff", cast.own, 17, 78)
    one.submit(by=cast.officer, on=ON, text="已报", short_reason="编制冻结")
    one.undo(by=cast.officer, on=ON)
    assert one.drafts.get().words["short_reason"] == "编制冻结"
