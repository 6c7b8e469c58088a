"""The filters stand in the address, and only what is understood counts."""

import pytest

from reports.filters import Filters

CASES = [
    ({}, Filters(), "?"),
    ({"standing": "overdue"}, Filters(standing="overdue"), "?standing=overdue"),
    ({"standing": "cancelled"}, Filters(), "?"),
    ({"mode": "open", "phase": "2"}, Filters(mode="open", phase="2"), "?phase=2&mode=open"),
    ({"mode": "state", "lamp": "green"}, Filters(), "?"),
    ({"lamp": "behind", "plan": "k"}, Filters(lamp="behind", plan="k"), "?plan=k&lamp=behind"),
]


@pytest.mark.parametrize(("query", "filters", "url"), CASES)
def test_an_address_and_its_filters(query, filters, url):
    assert Filters.of(query) == filters
    assert filters.url() == url


def test_one_filter_is_changed_and_the_others_stay():
    assert Filters(plan="k", standing="done", mode="days").url(standing="", phase="1") == "?plan=k&phase=1&mode=days"


@pytest.mark.parametrize(
    ("filters", "narrow"),
    [
        (Filters(), False),
        (Filters(mode="days", plan="k"), False),
        (Filters(mode="open"), True),
        (Filters(lamp="watch"), True),
        (Filters(phase="1"), True),
        (Filters(standing="soon"), True),
    ],
)
def test_only_some_filters_leave_cells_out(filters, narrow):
    assert filters.narrow is narrow
