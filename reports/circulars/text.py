"""The text of a circular: a line is a paragraph, and a figure stands in braces with its value, `{已办结 67}`.

The words are the writer's. What stands behind the name in braces is renewed from the snapshot whenever the text is kept
or printed, so no figure can be mistyped. `一、` begins a heading, `（一）` a heading that runs up to its full stop.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .slots import Slot

BRACES = re.compile(r"[{｛]\s*([^{}｛｝\s]+)(?:\s+[^{}｛｝]*)?[}｝]")
HEADING = re.compile(r"[一二三四五六七八九十]+、")
LEAD = re.compile(r"（[一二三四五六七八九十]+）[^。]*。")


@dataclass(frozen=True)
class Run:
    """A piece of a line: words, or a figure with its slot; `lead` is printed as a heading of the second rank."""

    text: str
    slot: Slot | None = None
    lead: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph, or a heading."""

    runs: list[Run]
    heading: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


def renewed(text: str, slots: Mapping[str, Slot]) -> str:
    """The same with each known figure as it is in the snapshot."""
    return BRACES.sub(lambda found: _braced(found, slots), text.replace("\r\n", "\n"))


def unknown(text: str, slots: Mapping[str, Slot]) -> list[str]:
    """Names in braces that no figure has, in the order of the text."""
    return [name for name in dict.fromkeys(BRACES.findall(text)) if name not in slots]


def lines(text: str, slots: Mapping[str, Slot]) -> list[Line]:
    """The paragraphs as printed."""
    return [_line(line.strip(), slots) for line in text.splitlines() if line.strip()]


def _braced(found, slots) -> str:
    slot = slots.get(found[1])
    return f"{{{slot.name} {slot.value}}}" if slot else found[0]


def _line(line, slots) -> Line:
    lead = LEAD.match(line)
    split = lead.end() if lead else 0
    runs = [*_runs(line[:split], slots, True), *_runs(line[split:], slots, False)]
    return Line(runs, heading=bool(HEADING.match(line)))


def _runs(text, slots, lead) -> Iterator[Run]:
    end = 0
    for found in BRACES.finditer(text):
        if found.start() > end:
            yield Run(text[end : found.start()], lead=lead)
        slot = slots.get(found[1])
        yield Run(slot.value if slot else found[0], slot, lead)
        end = found.end()
    if text[end:]:
        yield Run(text[end:], lead=lead)
