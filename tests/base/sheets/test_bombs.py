"""FI1 for workbooks: each hostile file is refused or read within 5 s of processor time and 300 MiB of memory."""

import hashlib
import warnings

import pytest

from base import cage
from base.archives import ArchiveRefused
from base.intake.unfit import Unfit
from base.sheets import words
from base.sheets.raw import Unread
from tests.tools.hostile import HOSTILE
from tests.tools.tables import HEADER
from tests.tools.workbooks import inline, package, worksheet, xml_rows

BOUNDS = {"seconds": 5, "memory_mib": 300}
# One names its entity in a part that the workbook does not use; the others are large, but not for this reader.
HARMLESS_HERE = {
    "xxe_file.xlsx",
    "million_rows.xlsx",
    "dimension_lies.xlsx",
    "25000_styles.xlsx",
    "25000_strings.xlsx",
}
# They take long to make; the gate that refuses them is that of tasks.reading too, whose tests try them at every change.
LONG_TO_MAKE = {"65000_entries.docx", "100000_entries_zip64.docx", "entry_count_lies.docx"}
NOISE = hashlib.shake_128(b"noise").hexdigest(4_000_000)


def noisy(piece: str, times: int) -> str:
    """A piece many times over, with so much noise between that the ratio does not give it away."""
    per = max(1, times // 1_000)
    return "".join(f"{piece * per}<!--{NOISE[at * 4_000 : at * 4_000 + 800]}-->" for at in range(1_000))


def one_text_a_million_times(path):
    rows = noisy('<row><c t="s"><v>4</v></c></row>', 1_000_000)
    strings = "".join(f"<si><t>{each}</t></si>" for each in (*HEADER, NOISE[:32_000]))
    package(worksheet(xml_rows(inline(*HEADER)) + rows), strings=strings)(path)


def elements_without_end(path):
    package(worksheet(xml_rows(inline(*HEADER)) + f"<row>{noisy('<c/>', 4_000_000)}</row>"))(path)


def texts_without_end(path):
    package(worksheet(xml_rows(inline(*HEADER))), strings=noisy("<si><t>x</t></si>", 2_000_000))(path)


def too_many_rows(path):
    rows = "".join(f"<row>{inline(number, 'a', 'b', 'c')}</row>" for number in range(21_500))
    package(worksheet(xml_rows(inline(*HEADER)) + rows))(path)


def elements_deep_in_each_other(path):
    package(worksheet(xml_rows(inline(*HEADER)) + "<a>" * 5_000 + "</a>" * 5_000))(path)


def entity_in_the_sheet(path):
    package(f'<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>{worksheet(xml_rows(inline("&e;")))}')(path)


OURS = {
    "one_text_a_million_times": (one_text_a_million_times, "too_long"),
    "elements_without_end": (elements_without_end, "too_many_elements"),
    "texts_without_end": (texts_without_end, "too_many_elements"),
    "too_many_rows": (too_many_rows, "too_many_rows"),
    "elements_deep_in_each_other": (elements_deep_in_each_other, "too_deep"),
    "entity_in_the_sheet": (entity_in_the_sheet, "doctype"),
}


def outcome(path):
    """None when the file was read, else the refusal; a burst cage fails the test."""
    try:
        cage.run(
            "base.sheets.wire:read_packed",
            str(path),
            path.name,
            labels=list(HEADER),
            allowed=(Unread, Unfit, ArchiveRefused),
            **BOUNDS,
        )
    except (Unread, Unfit, ArchiveRefused) as error:
        return error


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.fault] * (name in LONG_TO_MAKE)) for name in HOSTILE]
)
def test_a_hostile_file_is_refused_in_words_or_read_within_bounds(name, tmp_path):
    path = tmp_path / name
    with warnings.catch_warnings(action="ignore"):
        HOSTILE[name][0](path)
    error = outcome(path)
    assert (error is None) == (name in HARMLESS_HERE)
    assert error is None or words.refusal_text(error.code, error.params)


@pytest.mark.parametrize("name", OURS)
def test_what_would_burst_this_reader_is_refused_by_its_limits(name, tmp_path):
    path = tmp_path / f"{name}.xlsx"
    OURS[name][0](path)
    error = outcome(path)
    assert error and error.code == OURS[name][1]
    assert words.refusal_text(error.code, error.params)


def test_control_without_the_limit_of_characters_the_bounds_burst(tmp_path):
    path = tmp_path / "text.xlsx"
    one_text_a_million_times(path)
    with pytest.raises(cage.CageFailed):
        cage.run("tests.base.sheets.test_bombs:boundless", str(path), **BOUNDS)


def boundless(path: str) -> dict:
    """The reader with its own limits out of reach."""
    from base.sheets import raw, wire

    raw.MOST_CHARACTERS = 10**12
    return wire.read_packed(path, "text.xlsx", labels=list(HEADER), most_rows=10**7)
