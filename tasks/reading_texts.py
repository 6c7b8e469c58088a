"""Sentences for what the reader of notices found: errors, warnings, reasons and places."""

import re
from datetime import date

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

ERRORS = {
    "empty": _("The file is empty. Choose the notice as issued (.docx, .txt or .xlsx)."),
    "too_large": _(
        "The file unpacks to more than %(limit_mib)s MiB. Save the text and the task table alone and load that file."
    ),
    "too_long": _("The text is longer than %(limit)s characters. Load the notice alone, without its annexes."),
    "not_text": _("The file is not a text file. Save the notice as .docx or as plain text (.txt, UTF-8)."),
    "not_office": _(
        "The file is neither a Word nor an Excel document. Open it, save it as .docx or .xlsx, and load that file."
    ),
    "encrypted": _("The file is protected by a password. Remove the password, save it, and load it again."),
    "old_office": _(
        "The file has the old Office form (.doc, .xls, .wps or .et). Save it as .docx or .xlsx and load that file."
    ),
    "other_form": _("The file is a %(form)s. Load the notice as .docx, .txt or .xlsx."),
    "not_a_zip": _("The file is incomplete. Download it again, or save it anew as .docx or .xlsx."),
    "damaged": _("The file is damaged. Open it in Word or Excel, save it anew, and load that file."),
    "unsafe": _(
        "The file is built in a way that Word and Excel never use, so it was not opened. Save it anew as "
        ".docx or .xlsx and load that file."
    ),
    "too_complex": _(
        "The file holds far more elements than a notice has. Copy the text and the task table into a new "
        "document and load that."
    ),
    "too_far": _(
        "A value stands in cell %(cell)s; a task table has at most %(rows)s rows and %(columns)s columns. "
        "Delete what stands outside the table and save."
    ),
    "too_many_merges": _(
        "The sheet has more than %(limit)s merged cells. Copy the task table into a new workbook and load that."
    ),
    "too_many_sheets": _(
        "The workbook has %(found)s sheets, more than %(limit)s. Save the sheet with the task table alone."
    ),
    "formula_without_value": _(
        "Cell %(cell)s holds a formula whose value was never stored. Replace it by its value and save."
    ),
    "no_table": _("The file holds no table. Load the notice together with its task table."),
    "no_header": _(
        "No table has a header with the task, its responsible unit and its deadline; found: %(found)s. Name "
        "these columns as in the notice, such as 工作任务, 责任单位 and 完成时限."
    ),
    "no_rows": _("The task table has a header but no row below it. Check that the whole table was saved."),
    "too_many_rows": _("The tables have more than %(limit)s rows. Load the task table alone."),
    "bad_number": _(
        "A row has no number in the number column; found: %(found)s. Number each task and load the file again."
    ),
    "duplicate_number": _("Two rows have the number %(number)s. Number each task once and load the file again."),
    "row_without_text": _("A row has no text in the column of tasks. Fill it in, or delete the row."),
}
SAME_SENTENCE = {
    "overlapping_entries": "unsafe",
    "duplicate_entries": "unsafe",
    "unsafe_name": "unsafe",
    "unknown_compression": "unsafe",
    "nested_archive": "unsafe",
    "doctype": "unsafe",
    "too_many_entries": "too_complex",
    "ratio": "too_complex",
    "too_many_elements": "too_complex",
    "too_deep": "too_complex",
    "too_many_attributes": "too_complex",
    "long_token": "too_complex",
}
FORMS = {
    "pdf": _("PDF file"),
    "picture": _("picture"),
    "archive": _("compressed archive"),
    "rtf": _("rich text file"),
    "markup": _("web page"),
}
WARNINGS = {
    "merged_cells": _(
        "Rows %(rows)s have no entry of their own under “%(column)s”; they take “%(text)s” from the merged cell."
    ),
    "empty_cells": _(
        "Rows %(rows)s are empty under “%(column)s” without being merged; they take “%(text)s” from the row above."
    ),
    "row_skipped": _("A line within the table is not a task and was left out: “%(text)s”."),
    "pilot_count": _("The notice speaks of %(stated)s units but lists %(found)s."),
    "no_units": _("Row %(row)s names no responsible unit."),
    "restored_names": _("In row %(row)s a prefix left out was restored: %(names)s."),
    "two_unit_kinds": _("Row %(row)s names two kinds of units: %(units)s, and %(groups)s. It falls on each of them."),
    "two_unit_kinds_counted": _(
        "Row %(row)s names two kinds of units and is split: %(units)s 1 each, pilots %(pilots)s."
    ),
    "year_precision": _("Rows %(rows)s say only “%(wording)s”; the last day is taken as %(day)s."),
    "rest_day": _("These last days are rest days: %(days)s. As issued, they do not move."),
    "phase_name_differs": _("The goals say “%(goal)s”, the steps “%(phase)s”."),
    "unclear_deadline": _(
        "The deadline of row %(row)s, “%(wording)s”, could not be read (%(reason)s). It is kept as issued."
    ),
    "not_once": _("The deadline of row %(row)s, “%(wording)s”, is not one day (%(kind)s). It is kept as issued."),
    "inferred_deadline": _("The deadline of row %(row)s, “%(wording)s”, is read as %(day)s: %(reason)s."),
    "due_before_issue": _("The deadline of row %(row)s, %(day)s, lies before the day of issue."),
}
REASONS = {
    "unclear": _("wording not known"),
    "no_year": _("no year is given and the day of issue is unknown"),
    "no_such_day": _("there is no such day, or the end lies before the beginning"),
    "stages": _("the last day is that of the last stage"),
    "counted_from_issue": _("counted from the day of issue"),
    "before_whole_period": _("“before” is taken to include the period named"),
    "year_from_issue": _("the year is taken from the day of issue"),
}
COLUMNS = {
    "units": _("responsible unit"),
    "lead": _("lead unit"),
    "support": _("supporting unit"),
    "deadline": _("deadline"),
}
KINDS = {
    "recurring": _("recurring"),
    "standing": _("standing duty"),
    "relative": _("counted from an event"),
    "immediate": _("at once"),
    "conditional": _("on a condition"),
    "staged": _("in stages"),
}


def error_text(error) -> str:
    """What was found and what to do, for a ReadingError; its place in front where it has one."""
    sentence = gettext(ERRORS[SAME_SENTENCE.get(error.code, error.code)]) % _readable(error.params)
    place = place_text(error.source)
    return gettext("%(place)s: %(sentence)s") % {"place": place, "sentence": sentence} if place else sentence


def warning_text(warning) -> str:
    """A doubt as a sentence."""
    counted = warning.code == "two_unit_kinds" and warning.params.get("pilots")
    return gettext(WARNINGS["two_unit_kinds_counted" if counted else warning.code]) % _readable(warning.params)


def reason_text(code: str) -> str:
    """Why a deadline is not certain."""
    return gettext(REASONS[code])


def place_text(source: str) -> str:
    """'table 1, row 4' and 'line 68' in the reader's language; a sheet's cell and a clause as they are."""
    if found := re.fullmatch(r"table (\d+), row (\d+)", source):
        return gettext("Table %(table)s, row %(row)s") % {"table": found[1], "row": found[2]}
    if found := re.fullmatch(r"line (\d+)", source):
        return gettext("Line %(line)s") % {"line": found[1]}
    return source


def _readable(params: dict) -> dict:
    return {name: READERS[name](value) if name in READERS else value for name, value in params.items()}


def _rows(numbers: list[int]) -> str:
    """2—10、12 in Chinese, 2–10, 12 in English."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    dash = "—" if _chinese() else "–"
    return _joined([f"{first}{dash}{last}" if first < last else f"{first}" for first, last in runs])


def _days(days: list[dict]) -> str:
    return _joined([_day(each["day"]) for each in days])


def _day(day: str | None) -> str:
    if day and _chinese():
        read = date.fromisoformat(day)
        return f"{read.year}年{read.month}月{read.day}日"
    return day or ""


def _joined(parts: list[str]) -> str:
    return ("、" if _chinese() else ", ").join(parts)


def _chinese() -> bool:
    return (get_language() or "").startswith("zh")


READERS = {
    "rows": lambda value: _rows(value) if isinstance(value, list) else value,
    "days": _days,
    "day": _day,
    "names": _joined,
    "units": _joined,
    "groups": _joined,
    "column": lambda name: gettext(COLUMNS[name]),
    "reason": lambda code: gettext(REASONS[code]),
    "kind": lambda kind: gettext(KINDS[kind]),
    "form": lambda form: gettext(FORMS[form]),
}
