"""Columns of a ledger's workbook: what they are called, what they hold, and what no workbook may bring."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

ORDER, KEY, VERSION = "序号", "行标识", "版本"
SYSTEM = (ORDER, KEY, VERSION)
# Of a person the ledgers hold name, post and papers of the transfer, and nothing more.
FORBIDDEN = re.compile(
    r"身份证|身份号|证件号|护照|社保卡|社会保障号|手机|电话|联系方式|移动号码|微信号?|出生|生日|住址|家庭地址|户籍|银行卡|银行账号|工资卡|开户行"
    r"|\b(?:id ?(?:number|card|no)|passport|phone|mobile|birthday|date of birth|born|home address|bank)\b",
    re.IGNORECASE,
)
DECORATION = re.compile(r"\s|[*＊:：]|\((?:必填|选填|可选|required|optional)\)", re.IGNORECASE)


class Kind(StrEnum):
    """What a column's cells hold; LIST is several texts with 、 between them."""

    TEXT = "text"
    CODE = "code"
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes_no"
    CHOICE = "choice"
    LIST = "list"


LARGEST_NUMBER = 999_999_999
EMPTY = {Kind.DAY: None, Kind.NUMBER: None, Kind.YES_NO: None}


@dataclass(frozen=True)
class Column:
    """One column: `name` is the field, `label` (may be lazy) the heading, `choices` are (value, label) pairs,
    `longest` counts characters, `largest` bounds numbers, `width` is in characters, `locked` ones are shaded,
    of `only_shown` ones nothing is read back, `aliases` are other headings."""

    name: str
    label: Any
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: tuple[tuple[str, Any], ...] = ()
    longest: int = 200
    largest: int = LARGEST_NUMBER
    width: int = 14
    locked: bool = False
    only_shown: bool = False
    aliases: tuple[str, ...] = ()

    @property
    def empty(self):
        """The value of an empty cell: None for day, number and yes/no, [] for a list, "" for the rest."""
        return [] if self.kind is Kind.LIST else EMPTY.get(self.kind, "")


def plain(label) -> str:
    """A heading as it is compared: without blanks, line breaks, stars, (必填), and in one width and case."""
    return DECORATION.sub("", unicodedata.normalize("NFKC", str(label))).casefold()


def is_forbidden(label: str, own: set[str]) -> bool:
    """Whether a file's column looks like personal data that is not taken. `own` holds the table's `plain` labels."""
    narrow = unicodedata.normalize("NFKC", label)
    return plain(label) not in own and any(FORBIDDEN.search(each) for each in (narrow, "".join(narrow.split())))
