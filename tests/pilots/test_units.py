"""The tree of units and who reaches what."""

import pytest

from pilots.access import Action, may_on
from pilots.models import Officer, Unit

REACH = {
    "officer": ["zhanggong"],
    "lead": ["zhanggong"],
    "reviewer": ["bureau", "city", "dingnan", "jingkai", "office", "zhanggong"],
    "bureau-lead": ["bureau", "city", "dingnan", "jingkai", "office", "zhanggong"],
    "admin": [],
    "auditor": [],
}


@pytest.mark.parametrize("who", REACH)
def test_the_reach_of_each_role(cast, who):
    officer = Officer.objects.get(username=who)
    assert sorted(unit.key for unit in Unit.objects.within_reach_of(officer)) == REACH[who]


@pytest.mark.parametrize("who", REACH)
def test_who_reaches_a_unit_is_the_same_question_asked_backwards(cast, who):
    officer = Officer.objects.get(username=who)
    for unit in Unit.objects.all():
        reached = Unit.objects.within_reach_of(officer).filter(pk=unit.pk).exists()
        assert may_on(officer, Action.SEE, unit) is reached


def test_a_disabled_officer_reaches_nothing(cast):
    cast.reviewer.set_active(active=False)
    assert not Unit.objects.within_reach_of(cast.reviewer).exists()


def test_the_tree_cannot_bite_its_tail(cast):
    with pytest.raises(ValueError, match="below"):
        cast.city.place(cast.own)
