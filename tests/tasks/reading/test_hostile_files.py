"""FI1: every hostile file is refused or read, within 5 s of processor time and 300 MiB of address space."""

import warnings

import pytest

from base import cage
from tasks.reading import ReadingError
from tasks.reading_texts import error_text
from tests.tools.hostile import FIXTURES, HOSTILE

BOUNDS = {"seconds": 5, "memory_mib": 300}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile")


def built(folder, name):
    path = folder / name
    if not path.exists():
        with warnings.catch_warnings(action="ignore"):
            HOSTILE[name][0](path)
    return path


def outcome(path):
    """None when the file was read, else the error; a burst cage fails the test."""
    try:
        cage.run("tasks.reading:read_file", str(path), path.name, allowed=(ReadingError,), **BOUNDS)
    except ReadingError as error:
        return error


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_or_read_within_bounds(folder, name):
    error = outcome(built(folder, name))
    assert (error and error.code) in HOSTILE[name][1]
    assert error is None or error_text(error)


@pytest.mark.parametrize("name", ["notice-2020-29.docx", "notice-2020-29.txt", "task-table.xlsx"])
def test_the_same_bounds_leave_room_for_the_real_notice(name):
    assert outcome(FIXTURES / name) is None


@pytest.mark.fault
@pytest.mark.parametrize("name", ["far_cell.xlsx", "300_mib_sheet.xlsx"])
def test_control_without_the_checks_the_bounds_burst(folder, name):
    with pytest.raises(cage.CageFailed) as failed:
        cage.run("tests.tools.hostile:openpyxl_alone", str(built(folder, name)), **BOUNDS)
    assert failed.value.reason in ("memory", "time")
