"""Figures are made once a revision; on a database of its own, since nothing is remembered inside a transaction."""

import pytest

from tasks import measures
from tests.cast import Cast

from .books import department, on, person

pytestmark = [pytest.mark.stack]


def test_figures_are_remembered_until_something_is_written(own_database, django_assert_num_queries):
    cast = Cast()
    cast.one = cast.plan()
    where = department(cast, staff=10)
    person(cast, where)

    def asked():
        cast.one.refresh_from_db()
        return measures.figures("staff_transferred", cast.one, [cast.own], on(2, 28))[cast.own.pk].numerator

    assert asked() == 1
    with django_assert_num_queries(1):  # the plan alone
        assert asked() == 1
    person(cast, where, name="钟美玲")
    assert asked() == 2
