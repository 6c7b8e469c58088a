"""Shapes, proportions and dates of base.templatetags.ui, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from base.templatetags import ui

DAY = date(2021, 2, 28)
LATE_UTC = datetime(2021, 2, 9, 17, 12, tzinfo=UTC)

DATES = [
    (ui.day_long, DAY, "2021年2月28日", "28 February 2021"),
    (ui.day_short, DAY, "2月28日", "28 Feb"),
    (ui.day_short, LATE_UTC, "2月10日", "10 Feb"),
    (ui.moment, LATE_UTC, "2月10日 01:12", "10 Feb 01:12"),
    (ui.day_iso, DAY, "2021-02-28", "2021-02-28"),
    (ui.day_matrix, DAY, "2.28", "2.28"),
    (ui.hour, LATE_UTC, "01:12", "01:12"),
    (ui.weekday, DAY, "周日", "Sun"),
    (ui.day_long, None, "", ""),
    (ui.weekday, None, "", ""),
]


@pytest.mark.parametrize(("shown", "value", "chinese", "english"), DATES)
def test_a_date_reads_as_each_language_writes_it_and_on_the_day_of_shanghai(shown, value, chinese, english):
    with translation.override("zh-hans"):
        assert shown(value) == chinese
    with translation.override("en"):
        assert shown(value) == english


@pytest.mark.parametrize("words", ["", "12", "100%", "2021-02-18", "2021-02-18 09:30"])
def test_a_number_a_day_and_a_moment_stay_whole(words):
    assert ui.whole(words)


@pytest.mark.parametrize("words", ["超期21天", "17/78 21.8%，差7人", "https://example.org/"])
def test_words_may_be_torn(words):
    assert not ui.whole(words)


SIZES = [(None, ""), (0, "1 KB"), (10_240, "10 KB"), (1_887_437, "1.8 MB"), (20 * 1024**2, "20.0 MB")]


@pytest.mark.parametrize(("size", "words"), SIZES)
def test_a_file_size_reads_as_people_say_it(size, words):
    assert ui.filesize_short(size) == words


def test_a_mark_carries_tone_shape_and_letter():
    shown = ui.mark("over", "bar", "超21")
    assert 'class="mk over s-bar"' in shown
    assert 'href="#m-bar"' in shown
    assert "<span>超21</span>" in shown


def test_the_mark_of_what_has_not_begun_has_a_letter_and_no_shape():
    assert "<svg" not in ui.mark("idle", "none", "未")


def test_a_letter_is_never_markup():
    assert "<b>" not in ui.mark("idle", "none", "<b>")


def test_a_lamp_is_named_for_those_who_hear_the_page_unless_its_word_stands_beside_it():
    assert 'aria-label="滞后"' in ui.lamp("over", "滞后")
    assert 'aria-hidden="true"' in ui.lamp("over")


@pytest.mark.parametrize(("part", "whole", "width"), [(6, 11, 55), (0, 11, 0), (12, 11, 100), (1, 0, 0)])
def test_a_bar_is_as_wide_as_its_share(part, whole, width):
    assert f'<rect width="{width}"' in ui.bar(part, whole)


def test_the_parts_of_a_stack_lie_end_to_end():
    shown = ui.stack([("done", 67), ("review", 11)], "已办结67，待核验11")
    assert 'viewBox="0 0 78 8"' in shown
    assert '<rect class="review" x="67" width="11"' in shown


def test_each_form_gets_a_key_of_its_own():
    twice = Template("{% once %}{% once %}").render(Context())
    first, second = twice.split("<input")[1:]
    assert first != second
    assert 'name="key"' in first
