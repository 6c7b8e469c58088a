"""CC3, 50 forms: a double click, a repeated post or a cut line never doubles an effect."""

import pytest

from tests.concurrency import doubles
from tests.concurrency.doubles import Form, effects_since
from tests.concurrency.people import INVALID, new_key, together, url

pytestmark = [pytest.mark.stack, pytest.mark.slow]


@pytest.mark.parametrize("forms", [11, pytest.param(50, marks=pytest.mark.fault)])
def test_forms_posted_four_times_take_effect_once_with_equal_replies(stack, figures, forms):
    done = doubles.run(stack, forms=forms, times=4)
    figures("CC3", outcome=done)
    assert (done.posts, done.keys, done.effects) == (4 * forms, forms, forms)
    assert done.harm == 0


@pytest.mark.fault
def test_control_without_receipts_posts_take_effect_again(stack, figures):
    stack.env.update(GUARDS_OFF="receipts", DEBUG="1")
    done = doubles.run(stack, forms=11, times=4)
    figures("CC3 control", outcome=done)
    assert done.doubled > 0
    assert done.unequal > 0


def test_one_key_in_other_circumstances(stack):
    office, work = doubles.prepare(stack, forms=11, workers=4)
    form_of = {form.verb: (form, one) for form, one in reversed(work)}
    other_words_are_refused(office, *form_of["report"])
    of_two_texts_at_once_one_is_refused(office, *form_of["comment"])
    a_refused_post_leaves_its_key_usable(office, *form_of["submit"])
    a_cut_line_can_be_tried_again(office, *form_of["assign"])
    a_key_of_one_obligation_is_nothing_to_another(office, *form_of["start"], form_of["request_extension"][1])


def other_words_are_refused(office, form, one):
    key = new_key()
    assert office.post(form, one, key).done
    assert office.post(form, one, key, text="别的内容").status == INVALID
    assert effects_since(one) == 1


def of_two_texts_at_once_one_is_refused(office, form, one):
    key, texts = new_key(), ("请补充文号", "请补充照片")
    answers = together(*[lambda text=text: office.post(form, one, key, text=text) for text in texts])
    assert sorted(answer.done for answer in answers) == [False, True]
    assert [answer.status for answer in answers if not answer.done] == [INVALID]
    assert effects_since(one) == 1


def a_refused_post_leaves_its_key_usable(office, form, one):
    key, proofless = new_key(), Form("submit", "county", {"text": "没有附文号"})
    assert {answer.status for answer in together(*[lambda: office.post(proofless, one, key)] * 4)} == {INVALID}
    assert effects_since(one) == 0
    assert all(answer.done for answer in together(*[lambda: office.post(form, one, key)] * 4))
    assert effects_since(one) == 1


def a_cut_line_can_be_tried_again(office, form, one):
    key = new_key()
    office.people["county"].post_and_hang_up(url(form.verb, one), office.body(form, one, key))
    assert office.post(form, one, key).done
    wait_for_idle(office)
    assert effects_since(one) == 1


def wait_for_idle(office):
    """Every worker of the server has answered once more, so that none still has the cut request in hand."""
    together(*[lambda: office.people["county"].get("/healthz")] * 12)


def a_key_of_one_obligation_is_nothing_to_another(office, form, one, other):
    assert one.version == other.version, "else the bodies would differ by their versions"
    key = new_key()
    assert office.post(form, one, key).done
    assert office.post(form, other, key).status == INVALID
    assert effects_since(other) == 0
