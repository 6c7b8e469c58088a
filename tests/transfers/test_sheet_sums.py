"""Whatever is typed into a downloaded ledger: each row is one of the four, and what is confirmed can be written."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from base.sheets.comparing import compare, counts
from base.sheets.rows import Outcome, Row

from .books import on, revised
from .sheets import LEDGERS, TODAY, county

pytestmark = pytest.mark.usefixtures("the_day")
TEXTS = st.one_of(
    st.sampled_from(
        [
            "",
            "廖建平",
            "区民政局",
            "区民政",
            "360104001",
            "360104002、360107001",
            "2021.2.8",
            "2021-02-30",
            "2021-03-01",
            "是",
            "×",
            "１２",
            "40000",
            "-1",
            "行政",
            "行政许可",
            "会签中",
            "第一条",
            "=1+1",
        ]
    ),
    st.text(max_size=8),
    st.tuples(st.sampled_from(["3", "#REF!", ""]), st.sampled_from(["number", "error", "formula", "merged"])).map(list),
)
ANSWERS = st.fixed_dictionaries({}, optional={name: st.booleans() for name in ("skip", "distinct", "mine")})


@pytest.fixture
def cast(cast):
    """One item has moved on since the workbook was downloaded."""
    county(cast)
    revised(cast, cast.first, on(2, 17), steps_after=2)
    return cast


def rows_of(data, ledger) -> list[Row]:
    names = [column.name for column in ledger.columns]
    known = [(each.key, each.version) for each in ledger.rows()]
    strangers = [("", None), ("6f1c0f53-6a3f-4c53-a3f5-8ec3bd1f2a11", 1)]
    old = [(key, None) for key, _version in known] + [(known[0][0], 100_001)]
    whose = st.sampled_from([*known, *strangers, *old])
    drawn = data.draw(
        st.lists(st.tuples(st.dictionaries(st.sampled_from(names), TEXTS, max_size=6), whose, ANSWERS), max_size=6)
    )
    return [
        Row(number, cells, key=key, version=version, line=number + 4, answers=answers)
        for number, (cells, (key, version), answers) in enumerate(drawn)
    ]


@pytest.mark.parametrize("name", LEDGERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_found_is_the_sum_of_the_four_and_all_that_is_new_or_changed_can_be_written(cast, name, data):
    ledger = LEDGERS[name](cast.own, TODAY)
    rows = rows_of(data, ledger)
    tally = counts(compare(ledger, rows))
    assert tally["found"] == len(rows) == sum(tally[outcome.value] for outcome in Outcome)
    taken = [row for row in rows if row.outcome in (Outcome.NEW, Outcome.CHANGED)]
    before = len(ledger.known)
    with transaction.atomic():
        ledger.apply(taken, by=cast.officer, on=TODAY)
        values = {known.key: known.values for known in ledger.rows()}
        transaction.set_rollback(True)
    assert len(values) == before + tally["new"]
    for row in taken:
        if row.before:
            written = {name: values[row.target][name] or None for name in row.changed}
            assert written == {name: row.values[name] or None for name in row.changed}
