"""How a standing is drawn: each mark has a shape and letter of its own, since in grey nothing else is left."""
from datetime import date

import pytest
from django.utils.translation import override

from tasks import marks
from tasks.standing import Position

ON = date(2021, 2, 18)
LATER, PASSED = date(2021, 2, 28), date(2021, 1, 31)

CASES = [
    (Position("done", PASSED, PASSED, done_on=PASSED), marks.DONE),
    (Position("submitted", PASSED, PASSED, submitted_on=PASSED), marks.SUBMITTED),
    (Position("in_progress", LATER, LATER), marks.IN_PROGRESS),
    (Position("county_review", LATER, LATER), marks.IN_PROGRESS),
    (Position("returned", LATER, LATER), marks.RETURNED),
    (Position("returned", PASSED, LATER), marks.RETURNED),
    (Position("in_progress", PASSED, LATER), marks.EXTENDED),
    (Position("in_progress", PASSED, PASSED), marks.OVERDUE),
    (Position("returned", PASSED, PASSED), marks.OVERDUE),
    (Position("not_started", PASSED, LATER), marks.NOT_STARTED),
]


@pytest.mark.parametrize(("position", "expected"), CASES)
def test_a_position_is_drawn_as(position, expected):
    assert marks.mark_of(position, ON) is expected


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_two_marks_share_a_shape_or_a_letter(language):
    with override(language):
        letters = {str(mark.letter) for mark in marks.ALL}
        shapes = {mark.shape for mark in marks.ALL}
        assert len(letters) == len(shapes) == len(marks.ALL)
