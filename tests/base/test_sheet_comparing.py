"""Each row is exactly one of new, changed, unchanged, refused, whatever stands in the file and in the ledger."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from base.sheets.comparing import compare, counts
from base.sheets.rows import Outcome, Row

from .sheetledger import COLUMNS, DEPARTMENTS, People, Store, person


def row(number=0, key="", version=None, answers=None, part="", **cells) -> Row:
    return Row(number, cells, key=key, version=version, line=number + 4, answers=answers or {}, part=part)


def compared(store, *rows):
    compare(People(store), list(rows))
    return [one.outcome for one in rows]


# base, theirs, mine -> (outcome, conflict) unanswered, and what stands after "mine" was chosen
CONFLICTS = [
    ("县水利局", "县水利局", "县水利局", "unchanged", False, "县水利局"),
    ("县水利局", "县水利局", "县自然资源局", "changed", False, "县自然资源局"),
    ("县水利局", "县自然资源局", "县水利局", "unchanged", False, "县自然资源局"),
    ("县水利局", "县自然资源局", "县自然资源局", "unchanged", False, "县自然资源局"),
    ("县水利局", "县自然资源局", "县发展改革委", "unchanged", True, "县发展改革委"),
]


@pytest.mark.parametrize(("base", "theirs", "mine", "outcome", "conflict", "after"), CONFLICTS)
def test_three_texts_decide_a_field(base, theirs, mine, outcome, conflict, after):
    store = Store(person(department=base))
    store.change("k1", department=theirs)
    unanswered, answered = (row(key="k1", version=1, department=mine, answers=each) for each in ({}, {"mine": True}))
    assert compared(store, unanswered) == [outcome]
    assert bool(unanswered.conflicts) is conflict
    compared(store, answered)
    assert answered.values["department"] == after
    assert unanswered.values["department"] == (theirs if conflict or outcome == "unchanged" else after)


def test_changes_of_different_fields_are_merged_in_silence():
    store = Store(person(hours=8, post_kind="civil"))
    store.change("k1", hours=16)
    one = row(key="k1", version=1, hours="8", post_kind="事业")
    assert compared(store, one) == [Outcome.CHANGED]
    assert (one.changed, one.values["hours"], one.values["post_kind"]) == (["post_kind"], 16, "public")


def test_an_empty_cell_clears_only_where_the_file_carries_key_and_version():
    store = Store(person(arrived_on="2021-02-08", items=["取水许可"]))
    carried, own_list, absent = (
        row(key="k1", version=1, arrived_on=""),
        row(key="k1", arrived_on=""),
        row(key="k1", version=1),
    )
    assert [compared(store, each) for each in (carried, own_list, absent)] == [
        ["changed"],
        ["unchanged"],
        ["unchanged"],
    ]
    assert carried.values["arrived_on"] is None
    assert absent.values["items"] == ["取水许可"]


REFUSED = [
    (row(name="缪春生"), "department", "不能为空"),
    (row(name="缪春生", department="县水利局", arrived_on="2021-02-30"), "arrived_on", "2021-02-28"),
    (row(name="缪春生", department="县水利"), "department", "无此单位"),
    (row(key="k1", version=1, name=""), "name", "不能为空"),
    (row(key="k1", version=1, state="已办"), "state", "不在此处"),
    (row(key="elsewhere", version=1, name="缪春生"), "", "其他台账"),
    (row(key="k1", version=9, name="缪春生"), "", "没有这一版本"),
    (row(name="廖建平", department="县水利局"), "name", "疑似重复"),
    (row(name="缪春生", department="县水利局", part="县自然资源局"), "department", "县自然资源局"),
    (row(name="缪春生", department="县水利局", post_kind="工人"), "post_kind", "行政、事业"),
    (row(name=["#N/A", "error"], department="县水利局"), "name", "#N/A"),
]


@pytest.mark.parametrize(("one", "column", "words"), REFUSED, ids=range(len(REFUSED)))
def test_a_row_is_refused_by_its_cell_and_says_what_to_type(one, column, words):
    assert compared(Store(person()), one) == [Outcome.REFUSED]
    assert [refusal.column for refusal in one.refusals] == [column]
    assert words in one.refusals[0].sentence


def test_a_correction_counts_instead_of_what_was_read():
    one = row(name="缪春生", department="县国土资源局", answers={"cells": {"department": "县自然资源局"}})
    assert compared(Store(), one) == [Outcome.NEW]
    assert one.values["department"] == "县自然资源局"


@pytest.mark.parametrize(("wrong", "offered"), [("县自然资源", "县自然资源局"), ("某某中心", "")])
def test_a_department_nearly_right_is_offered(wrong, offered):
    one = row(name="缪春生", department=wrong)
    compared(Store(), one)
    assert one.refusals[0].suggestion == offered


def test_rows_for_the_same_entry_are_refused_until_all_but_one_is_skipped_or_new():
    store = Store(person())
    first, copied = row(0, key="k1", version=1, hours="8"), row(1, key="k1", version=1, hours="16")
    assert compared(store, first, copied) == [Outcome.REFUSED, Outcome.REFUSED]
    copied.answers = {"skip": True}
    assert compared(store, first, copied) == [Outcome.CHANGED, Outcome.REFUSED]
    copied.answers, copied.cells = {"distinct": True}, {"name": "何志远", "department": "县水利局"}
    assert compared(store, first, copied) == [Outcome.CHANGED, Outcome.NEW]


def test_one_that_resembles_another_is_taken_once_a_person_says_so():
    twin = row(name="廖建平", department="县水利局", answers={"distinct": True})
    assert compared(Store(person()), twin) == [Outcome.NEW]


def test_the_part_of_a_handed_out_workbook_fills_its_empty_column():
    one = row(name="缪春生", department="", part="县水利局")
    assert compared(Store(), one) == [Outcome.NEW]
    assert one.values["department"] == "县水利局"


TEXTS = st.one_of(
    st.sampled_from(
        ["", "廖建平", "县水利局", "县国土局", "2021.2.8", "2021-02-30", "是", "×", "１２", "行政", "甲、乙", "=1+1"]
    ),
    st.text(max_size=8),
    st.tuples(st.sampled_from(["3", "#REF!", ""]), st.sampled_from(["number", "error", "formula", "merged"])).map(list),
)
CELLS = st.dictionaries(st.sampled_from([column.name for column in COLUMNS]), TEXTS)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "skip": st.booleans(),
        "distinct": st.booleans(),
        "mine": st.booleans(),
        "cells": st.just({"name": "王"}),
    },
)
ROWS = st.lists(
    st.tuples(CELLS, st.sampled_from(["", "k1", "k2", "k9"]), st.sampled_from([None, 1, 2, 7]), ANSWERS), max_size=12
)
PEOPLE = st.lists(
    st.tuples(st.sampled_from(["廖建平", "何志远"]), st.sampled_from(DEPARTMENTS), st.booleans()), max_size=4
)


@settings(max_examples=200, deadline=None)
@given(rows=ROWS, people=PEOPLE)
def test_found_is_always_the_sum_of_the_four_and_only_whole_rows_would_be_written(rows, people):
    store = Store(*(person(name, department) for name, department, _changed in people))
    for number, (_name, _department, changed) in enumerate(people, 1):
        if changed:
            store.change(f"k{number}", hours=40)
    made = [Row(n, cells, key=key, version=version, answers=dict(a)) for n, (cells, key, version, a) in enumerate(rows)]
    tally = counts(compare(People(store), made))
    assert tally["found"] == len(rows) == sum(tally[outcome.value] for outcome in Outcome)
    written = [each for each in made if each.outcome in (Outcome.NEW, Outcome.CHANGED)]
    assert all(
        each.values["name"] and each.values["department"] in DEPARTMENTS for each in written if each.before is None
    )
    assert all(each.changed for each in written if each.before)
    assert len({each.target for each in written if each.before}) == len([each for each in written if each.before])
