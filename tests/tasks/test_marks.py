"""How a standing is drawn: each mark has a shape and letter of its own, since in grey nothing else is left."""

from datetime import date

import pytest
from django.utils.translation import override

from tasks import looks
from tasks.standing import Position, Standing

ON = date(2021, 2, 18)
LATER, PASSED = date(2021, 2, 28), date(2021, 1, 31)

CASES = [
    (Position("done", PASSED, PASSED, done_on=PASSED), looks.CLASSES[Standing.DONE]),
    (Position("submitted", PASSED, PASSED, submitted_on=PASSED), looks.CLASSES[Standing.SUBMITTED]),
    (Position("in_progress", LATER, LATER), looks.CLASSES[Standing.IN_PROGRESS]),
    (Position("county_review", LATER, LATER), looks.COUNTY_REVIEW),
    (Position("returned", LATER, LATER), looks.RETURNED),
    (Position("returned", PASSED, LATER), looks.RETURNED),
    (Position("in_progress", PASSED, LATER), looks.EXTENDED),
    (Position("in_progress", PASSED, PASSED), looks.CLASSES[Standing.OVERDUE]),
    (Position("returned", PASSED, PASSED), looks.CLASSES[Standing.OVERDUE]),
    (Position("not_started", PASSED, LATER), looks.CLASSES[Standing.NOT_STARTED]),
]


@pytest.mark.parametrize(("position", "expected"), CASES)
def test_a_position_is_drawn_as(position, expected):
    assert looks.look_of(position, ON) is expected


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_two_marks_share_a_shape_or_a_letter(language):
    drawn = [*looks.CLASSES.values(), looks.RETURNED, looks.EXTENDED]
    with override(language):
        letters = {str(look.letter) for look in drawn}
    assert len(letters) == len({look.shape for look in drawn}) == len(drawn)
