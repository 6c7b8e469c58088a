"""The page that the bench writes."""

import pytest

from tests.bench.figures import Round
from tests.bench.report import page, verdict

LABELS = {"bare": "bare matrix", "dashboard": "dashboard"}


def rounds(ms):
    return [Round(requests=100, web=ms / 10, database=0.1, seconds=2, size=2048) for _ in range(3)]


@pytest.mark.parametrize(("ms", "word"), [(29, "kept"), (30, "kept"), (31, "missed")])
def test_the_verdict_compares_the_dashboard_with_the_aim(ms, word):
    assert verdict({"bare": rounds(10), "dashboard": rounds(ms)}).endswith(f"is {word}.")


def test_the_page_has_a_line_for_each_target_and_no_place_left_open():
    written = page(LABELS, {"bare": rounds(10), "dashboard": rounds(25)}, ["2026-01-01, commit abc1234"])
    assert "| dashboard | 25.00 ±0% | 1.00 | 50 | 2.0 | 2.50 (2.50-2.50) | 2.36 |" in written
    assert "| bare matrix | 10.00 ±0% | 1.00 | 50 | 2.0 | 1.00 (1.00-1.00) | 1.00 |" in written
    assert "- 2026-01-01, commit abc1234" in written
    assert "{%" in written
    assert not any(f"{{{name}}}" in written for name in ("verdict", "table", "facts", "rounds", "aim", "large"))


@pytest.mark.parametrize(("ms", "word"), [(60, "kept"), (61, "missed")])
def test_a_province_is_compared_with_the_dashboard_of_nineteen_pilots(ms, word):
    labels = LABELS | {"large": "dashboard, 2,850 pilots"}
    found = {"bare": rounds(10), "dashboard": rounds(20), "large": rounds(ms)}
    assert f"at most 3: {word}" in page(labels, found, [])
