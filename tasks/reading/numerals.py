"""Digits and blanks as people write them, brought to one form before anything is read."""

import re
import unicodedata

DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
# Only numerals before one of these are figures: “十三五” is a name.
COUNTED = re.compile(r"[〇零○一二三四五六七八九十]+(?=年|个|月|日|号|天|周|季度|工作日)")
CHINESE = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
BETWEEN_CHINESE = re.compile(rf"(?<={CHINESE})\s+(?={CHINESE})")


def plain(wording: str) -> str:
    """Half-width, without blanks and quotation marks, Chinese figures before a unit of time as digits."""
    text = re.sub(r"[\s“”\"'‘’]", "", unicodedata.normalize("NFKC", wording))
    return COUNTED.sub(lambda found: str(number(found.group())), text)


def number(chinese: str) -> int:
    """Value of a numeral below 100 ('三十一') or of digits said one by one ('二○二一')."""
    if "十" not in chinese:
        return int("".join(str(DIGITS[digit]) for digit in chinese))
    tens, ones = chinese.split("十", 1)
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)


def close_up(text: str) -> str:
    """Drop blanks between Chinese characters, as line breaks in headings leave them."""
    return BETWEEN_CHINESE.sub("", text.strip())
