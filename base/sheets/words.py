"""Sentences for a file that is not read, and for what of a read file is not in its rows."""

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from base.files.refusals import FOUND

REFUSALS = {
    "empty": _("The file is empty. Check it and choose it again."),
    "other_form": _("The file is %(found)s. Save the table as .xlsx or .csv and choose that file."),
    "not_what_it_says": _("The file is no workbook. Open it, save it as .xlsx and choose that file."),
    "old_office": _("The file has the old form .xls or .et. Save it as .xlsx and choose that file."),
    "encrypted": _("The file is protected by a password. Remove the password, save it and choose it again."),
    "macros": _("The file holds macros or active controls. Save it as .xlsx without them and choose that file."),
    "remote_part": _("The workbook fetches parts of itself from the network. Copy the table into a new workbook."),
    "damaged": _("The file is damaged or incomplete. Open it, save it as .xlsx and choose that file."),
    "unsafe": _("The file is built in a way no office program uses. Copy the table into a new workbook."),
    "too_complex": _(
        "The file holds far more than a table: formats or drawings over endless empty cells. "
        "Copy the table into a new workbook."
    ),
    "too_large": _("The file unpacks to more than %(limit_mib)s MiB. Copy the table into a new workbook, or split it."),
    "too_long": _("The file holds more than %(limit)s characters. Split the table into several files."),
    "long_cell": _("One cell holds more than %(limit)s characters. Shorten it."),
    "too_far": _(
        "A value stands here, beyond %(rows)s rows or %(columns)s columns. Delete what stands outside the table."
    ),
    "too_many_rows": _("The table has more than %(limit)s rows. Split it into several files."),
    "too_many_merges": _("The sheet has more than %(limit)s merged cells. Unmerge them and choose the file again."),
    "too_many_sheets": _("The workbook has %(found)s sheets; at most %(limit)s are read. Keep those with the table."),
    "not_text": _("The text of the file cannot be read. Save the table as .xlsx and choose that file."),
    "open_quote": _(
        "A quotation mark is left open here and would swallow the rows below. Delete it, or save the table as .xlsx."
    ),
    "repeated_label": _("“%(label)s” heads more than one column: %(cells)s. Keep one of them."),
    "no_header": _(
        "No row with the headings was found, such as %(wanted)s; found: %(found)s. Keep the row of headings."
    ),
    "no_rows": _("No sheet of the file holds anything. Check that it was saved and choose it again."),
    "too_heavy": _("The file takes too much time or memory to read. Copy the table into a new workbook, or split it."),
}
SAME_SENTENCE = {
    **dict.fromkeys(("not_a_zip",), "damaged"),
    **dict.fromkeys(
        ("overlapping_entries", "duplicate_entries", "unsafe_name", "unknown_compression", "nested_archive", "doctype"),
        "unsafe",
    ),
    **dict.fromkeys(
        ("too_many_entries", "ratio", "too_many_elements", "too_deep", "too_many_attributes", "long_token"),
        "too_complex",
    ),
    **dict.fromkeys(("time", "memory"), "too_heavy"),
    "crash": "damaged",
}
TROUBLES = {
    "sheet_skipped": _("Sheet “%(sheet)s” has no row of headings; its %(rows)s rows were not read."),
    "hidden_sheet": _("Sheet “%(sheet)s” is hidden; its rows were read all the same."),
    "hidden_rows": _("Sheet “%(sheet)s”: rows %(rows)s are hidden and were read all the same."),
    "hidden_columns": _("Sheet “%(sheet)s”: columns %(labels)s are hidden and were read all the same."),
    "nameless_columns": _("Sheet “%(sheet)s”: columns %(columns)s have no heading and were not read."),
    "forbidden_column": _(
        "Sheet “%(sheet)s”: column %(column)s “%(label)s” looks like personal data that is not kept here, and was not "
        "read. Delete it from the file."
    ),
    "filled_down": _("Sheet “%(sheet)s”: “%(label)s” of rows %(rows)s was taken from the merged cell above."),
    "repeated_header": _("Sheet “%(sheet)s”: row %(row)s repeats the headings and is no entry."),
    "total_row": _("Sheet “%(sheet)s”: row %(row)s is a total and no entry: %(text)s."),
    "remark_row": _("Sheet “%(sheet)s”: row %(row)s is a remark and no entry: %(text)s."),
}
SHOWN = 20


def refusal_text(code: str, params: dict, source: str = "") -> str:
    """Why a file is not read and what to do; its place in front where it has one."""
    sentence = gettext(REFUSALS[SAME_SENTENCE.get(code, code)]) % _in_words(params)
    return gettext("%(place)s: %(sentence)s") % {"place": source, "sentence": sentence} if source else sentence


def trouble_text(trouble: dict) -> str:
    """What a trouble of `reading.read_file` says."""
    return gettext(TROUBLES[trouble["code"]]) % {**_in_words(trouble["params"]), "sheet": trouble["sheet"]}


def _in_words(params: dict) -> dict:
    return {name: _joined(value) if isinstance(value, list) else _named(name, value) for name, value in params.items()}


def _named(name: str, value):
    return gettext(FOUND[value]) if name == "found" and value in FOUND else value


def _joined(parts: list) -> str:
    """7、9、12; of many the first, and how many there are."""
    comma = "、" if (get_language() or "").startswith("zh") else ", "
    shown = comma.join(map(str, parts[:SHOWN]))
    if len(parts) <= SHOWN:
        return shown
    return gettext("%(shown)s … (%(count)s in all)") % {"shown": shown, "count": len(parts)}
