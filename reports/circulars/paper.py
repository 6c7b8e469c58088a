"""A circular as it is printed, whatever it is printed on: HTML pages and the Word file are made of the same `Paper`.

GB/T 9704-2012, 7: 版头 (7.2), 主体 (7.3), 版记 (7.4).
"""

from dataclasses import dataclass

from . import annexes
from .slots import Slot, day_said
from .text import Line, Run, lines

DRAFT = "草稿"
# Up to how many signs a red head is set how large on the sheets.
HEAD_WIDTHS = ((10, ""), (14, "long"), (20, "longer"), (27, "longest"), (40, "most"))
BRIEF = "brief"


@dataclass(frozen=True)
class Paper:
    """All words of it in the order of the sheet; `mark` is printed across every page."""

    head: str
    number: str
    title: str
    recipients: str
    body: list[Line]
    annexes: list[annexes.Annex]
    issuer: str
    day: str
    copies: str
    printed_by: str
    mark: str = ""
    brief: bool = False

    @property
    def head_width(self) -> str:
        """How the red head is set so that it fits the width of the text: one of the sizes of circular.css."""
        return next((name for most, name in HEAD_WIDTHS if len(self.head) <= most), HEAD_WIDTHS[-1][1])

    @property
    def listed(self) -> list[str]:
        """附件说明: numbered where there are several."""
        if len(self.annexes) == 1:
            return [self.annexes[0].title]
        return [f"{at}．{annex.title}" for at, annex in enumerate(self.annexes, 1)]

    @property
    def numbered(self) -> list[tuple[str, annexes.Annex]]:
        """附件1, 附件2; 附件 alone where there is one."""
        several = len(self.annexes) > 1
        return [(f"附件{at}" if several else "附件", annex) for at, annex in enumerate(self.annexes, 1)]

    @property
    def imprint(self) -> list[tuple[str, str]]:
        """版记: the lines between its rules, each with what stands at the left and at the right."""
        copies = [(f"{'发' if self.brief else '抄送'}：{self.copies}。", "")] if self.copies else []
        return [*copies, (self.printed_by, f"{self.day}印发" if self.day else "")]


def of(circular, slots: dict[str, Slot]) -> Paper:
    """The paper of a circular (`reports.models.Circular`), its figures as in its snapshot."""
    data, brief = circular.snapshot.data, circular.kind == BRIEF
    issued = circular.is_issued
    day = day_said(circular.signed_on) if circular.signed_on else ""
    return Paper(
        head=circular.head,
        number=f"第{circular.issue_number}期" if brief else circular.number,
        title=circular.title.strip(),
        recipients="" if brief else circular.recipients,
        body=_agreed(lines(circular.text, slots), circular.consent),
        annexes=annexes.annexes(data, circular.annexes, circular.reasons, circular.ranked),
        issuer=circular.issuer,
        day=day,
        copies=circular.copies,
        printed_by=circular.printed_by,
        mark="" if issued else DRAFT,
        brief=brief,
    )


def _agreed(body: list[Line], consent: str) -> list[Line]:
    """The text with 经……同意 before its first words, which are no heading's."""
    at = next((at for at, line in enumerate(body) if not line.heading), None)
    if not consent or at is None:
        return body
    return [*body[:at], Line([Run(f"经{consent}同意，"), *body[at].runs]), *body[at + 1 :]]
