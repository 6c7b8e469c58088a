"""One cell: what people type, brought to the value that is kept, or refused with what to type instead."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .columns import Column, Kind
from .identity import is_identity_number

WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
# What cannot be seen: controls but tab and line break, zero-width and direction marks.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
BLANKS = re.compile(r"[ \t\u3000\u00a0\u2000-\u200a]+")
# 张　三: two characters set apart to the width of three.
SPREAD_NAME = re.compile(r"([\u4e00-\u9fff]) ([\u4e00-\u9fff])")
CODE_SIGNS = str.maketrans("－–—．／＿", "---./_")
DIGITS_KEPT = 15
YES = {"是", "√", "✓", "✔", "y", "yes", "有", "1", "true", "对"}
NO = {"否", "×", "x", "✗", "✘", "n", "no", "无", "0", "false", "不是", "没有"}
NUMBER = re.compile(r"[-+]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?")
DAYS = (
    re.compile(r"(?P<year>\d{4})[-./\\年](?P<month>\d{1,2})[-./\\月](?P<day>\d{1,2})[日号]?(?: ?0{1,2}:00(?::00)?)?"),
    re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
)
AROUND_SIGNS = re.compile(r"\s*([-./\\年月日号])\s*")
WITHOUT_YEAR = re.compile(r"\d{1,2}[-./月]\d{1,2}[日号]?")
SHORT_YEAR = re.compile(r"\d{1,2}[-./年]\d{1,2}[-./月]\d{1,2}[日号]?")
WITHOUT_DAY = re.compile(r"\d{4}[-./年]\d{1,2}月?")
# Excel's own count of days for 1950 to 2099: a day whose cell lost its date format.
SERIALS = range(18264, 73051)
YEARS = range(1949, 2101)
PARTS = re.compile(r"[、,，;；\n]+")


class CellRefused(Exception):
    """A cell that is not taken; `sentence` says what is wrong and what to type."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


def normalised(column: Column, text: str, how: str = "text"):
    """The value of a cell as it is kept: str, int, bool, None, an ISO day or a list of str (`Column.empty` if blank).

    `text` and `how` are what `reading.read_file` found: 'text', 'number', 'day', 'bool', 'formula' (never
    calculated), 'error' or 'merged'. Whether a cell may be empty is for the caller to say. Raises CellRefused.
    """
    _refuse_unreadable(text, how)
    text = tidy(text)
    return READERS[column.kind](column, text, how) if text else column.empty


def tidy(text: str) -> str:
    """Text without what cannot be seen, letters and digits in one width; Chinese punctuation stays as it is."""
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).translate(WIDE)
    lines = (BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    text = "\n".join(lines).strip()
    return "".join(name.groups()) if (name := SPREAD_NAME.fullmatch(text)) else text


def yes_no(value: bool) -> str:
    """How yes and no stand in a cell; both are read again in every language."""
    return pgettext("cell", "yes") if value else pgettext("cell", "no")


def _refuse_unreadable(text: str, how: str) -> None:
    if how == "formula":
        raise CellRefused(_("A formula stands here whose value was never stored. Type the value itself."))
    if how == "error":
        raise CellRefused(_("The cell shows the error %(error)s. Type the value itself.") % {"error": text[:20]})
    if how == "merged":
        raise CellRefused(_("The cell is merged across columns. Unmerge it and fill in each cell."))


def _text(column: Column, text: str, how: str) -> str:
    if len(text) > column.longest:
        raise CellRefused(
            _("%(found)s characters; at most %(longest)s fit. Shorten the text.")
            % {"found": len(text), "longest": column.longest}
        )
    if is_identity_number(text):
        raise CellRefused(_("This looks like an ID number, which is not taken. Delete it."))
    return text


def _code(column: Column, text: str, how: str) -> str:
    if how == "number":
        _refuse_number_as_code(text)
    if how == "day":
        raise CellRefused(_("Excel has made a date of this code. Set the cell to text and type the code again."))
    return _text(column, re.sub(r"\s", "", text.translate(CODE_SIGNS)), how)


def _refuse_number_as_code(text: str) -> None:
    if not text.isdigit():
        raise CellRefused(_("Excel keeps this code as a calculated number. Set the cell to text and type it again."))
    if len(text.lstrip("0")) > DIGITS_KEPT:
        raise CellRefused(
            _(
                "Excel keeps only %(digits)s digits of a number, so the end of this code is lost. Set the cell to text "
                "and type it again."
            )
            % {"digits": DIGITS_KEPT}
        )


def _day(column: Column, text: str, how: str) -> str:
    words = AROUND_SIGNS.sub(r"\1", _narrow(text).replace("—", "-").replace("–", "-"))
    if found := next(filter(None, (form.fullmatch(words) for form in DAYS)), None):
        return _existing(*(int(found[part]) for part in ("year", "month", "day"))).isoformat()
    raise CellRefused(_what_is_no_day(words, how))


def _existing(year: int, month: int, day: int) -> date:
    try:
        found = date(year, month, day)
    except ValueError:
        raise CellRefused(_("Not a day that exists. Type an existing day, such as 2021-02-28.")) from None
    if found.year not in YEARS:
        raise CellRefused(_("The year %(year)s cannot be right. Type the year with four digits.") % {"year": year})
    return found


def _what_is_no_day(words: str, how: str) -> str:
    if how == "number" and words.isdigit() and int(words) in SERIALS:
        meant = date.fromordinal(date(1899, 12, 30).toordinal() + int(words))
        return _("A number stands here instead of a date. If %(day)s is meant, type that.") % {"day": meant.isoformat()}
    if WITHOUT_DAY.fullmatch(words):
        return _("The day is missing. Type year, month and day, such as 2021-02-08.")
    if WITHOUT_YEAR.fullmatch(words):
        return _("The year is missing. Type year, month and day, such as 2021-02-08.")
    if SHORT_YEAR.fullmatch(words):
        return _("Which part is the year is not certain. Type it with four digits, such as 2021-02-08.")
    return _("Not a date. Type year, month and day, such as 2021-02-08.")


def _number(column: Column, text: str, how: str) -> int:
    words = _narrow(text).replace("−", "-").replace(" ", "")
    found = NUMBER.fullmatch(words)
    if not found:
        raise CellRefused(_("Not a number. Type digits only, without a unit, such as 12."))
    if (found[1] or "").strip("0"):
        raise CellRefused(_("Not a whole number. Type a whole number, such as 12."))
    value = int(words.partition(".")[0].replace(",", ""))
    if abs(value) > column.largest:
        raise CellRefused(_("The number is too large. Check it and type it again."))
    return value


def _yes_no(column: Column, text: str, how: str) -> bool:
    words = _narrow(text).casefold()
    if words not in YES | NO:
        raise CellRefused(_("Neither yes nor no. Type 是 or 否."))
    return words in YES


def _choice(column: Column, text: str, how: str) -> str:
    words = _narrow(text).replace(" ", "").casefold()
    for value, label in column.choices:
        if words in (_narrow(str(name)).replace(" ", "").casefold() for name in (value, label)):
            return value
    known = "、".join(str(label) for _value, label in column.choices)
    raise CellRefused(_("Not one of the choices. Type one of: %(choices)s.") % {"choices": known})


def _list(column: Column, text: str, how: str) -> list[str]:
    parts = [_text(column, part, how) for each in PARTS.split(text) if (part := tidy(each))]
    return [*dict.fromkeys(parts)]


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


READERS = {
    Kind.TEXT: _text,
    Kind.CODE: _code,
    Kind.DAY: _day,
    Kind.NUMBER: _number,
    Kind.YES_NO: _yes_no,
    Kind.CHOICE: _choice,
    Kind.LIST: _list,
}
