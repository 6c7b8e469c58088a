"""The running text: head of the notice, numbered clauses, phases, named pilots."""

import re
from dataclasses import dataclass, replace
from datetime import date

from .deadlines import Reference, read_deadline
from .notice import Clause, NamedUnit, Phase, Warning
from .numerals import close_up, plain

DOCUMENT_NUMBER = re.compile(r"^\s*([\u4e00-\u9fff]{2,12}[〔\[［(（【]\s*\d{4}\s*[〕\]］)）】]\s*第?\s*\d{1,4}\s*号)")
SUBJECT = re.compile(r"^关于.+的(?:通知|意见|决定|方案|函)$")
ISSUED_TITLE = re.compile(r"《(.+)》")
COLOPHON = re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日)(?:印发|发布|公布)?$")
ATTACHMENT = re.compile(r"^附件?[0-9一二三四五：:表]*(?:[：:].*)?$")
LEVELS = (
    re.compile(r"^([一二三四五六七八九十]{1,3}、)"),
    re.compile(r"^(（[一二三四五六七八九十]{1,3}）|\([一二三四五六七八九十]{1,3}\))"),
    re.compile(r"^(\d{1,2}[.．、])(?!\d)"),
    re.compile(r"^(（\d{1,2}）|\(\d{1,2}\))"),
)
SENTENCE_END = "。；：！？…”）：;:!?)》"
LONGEST_HEADING = 40
PHASE = re.compile(r"^(.+?)[（(](.+)[）)]$")
NAMED = re.compile(r"等\s*(\d+|[一二三四五六七八九十]+)\s*个")
LONGEST_LIST = 2_000
KINDS = (
    ("county_city", r"市$"),
    ("county", r"县$"),
    ("zone", r"(?:经开|高新|开发|新|功能|园|港|保税)区$"),
    ("district", r"区$"),
)


@dataclass(frozen=True)
class Head:
    """Who issued what, under which number and when."""

    issuer: str = ""
    document_number: str = ""
    heading: str = ""
    title: str = ""
    issued_on: date | None = None


def read_head(lines: tuple[str, ...]) -> Head:
    """The letterhead (issuer, number, heading) and the day from the colophon; '' or None where not stated."""
    lines = tuple(line.strip() for line in lines if line.strip())
    numbered = next(((place, found) for place, found in enumerate(map(DOCUMENT_NUMBER.match, lines)) if found), None)
    at, number = numbered or (0, None)
    heading = next((close_up(line) for line in lines if SUBJECT.match(close_up(line))), "")
    issued = ISSUED_TITLE.search(heading)
    return Head(
        issuer=re.sub(r"文件$", "", close_up(lines[at - 1])) if at else "",
        document_number=re.sub(r"\s", "", number[1]) if number else "",
        heading=heading,
        title=close_up(issued[1]) if issued else heading or _first_heading(lines),
        issued_on=_issued_on(lines),
    )


def _first_heading(lines: tuple[str, ...]) -> str:
    return next((close_up(line) for line in lines if not ATTACHMENT.match(line)), "")


def _issued_on(lines: tuple[str, ...]) -> date | None:
    """The last day that stands at the end of a short line: 2020年12月31日印发."""
    for line in reversed(lines):
        found = COLOPHON.search(plain(line)) if len(line) < 100 else None
        if found:
            return read_deadline(found[1]).due_on
    return None


def read_clauses(lines: tuple[str, ...], head: Head) -> tuple[Clause, ...]:
    """The whole text as clauses in order, paragraphs broken at page ends rejoined."""
    clauses: list[Clause] = []
    labels: list[str] = []
    for paragraph in _rejoined(_running(lines, head)):
        level, label = _label(paragraph)
        if level or not clauses or not labels:
            labels = [*labels[: level - 1], label] if level else []
            clauses.append(_clause(len(clauses) + 1, labels, paragraph.removeprefix(label), level))
        else:
            last = clauses.pop()
            clauses.append(replace(last, text=f"{last.text}\n{paragraph}".strip()))
    return tuple(clauses)


def _running(lines: tuple[str, ...], head: Head) -> list[str]:
    """The lines between the letterhead and the annexes."""
    known = {head.issuer, f"{head.issuer}文件", head.document_number, head.heading, head.title, ""}
    text: list[str] = []
    for line in (line.strip() for line in lines):
        if text and ATTACHMENT.match(line):
            break
        if close_up(line) not in known:
            text.append(line)
    return text


def _rejoined(lines: list[str]) -> list[str]:
    paragraphs: list[str] = []
    for line in lines:
        if paragraphs and _is_broken(paragraphs[-1]) and not _label(line)[0]:
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
    return paragraphs


def _is_broken(paragraph: str) -> bool:
    """Whether a page ended in mid-sentence; a heading of its own line has no full stop either."""
    unfinished = paragraph[-1] not in SENTENCE_END
    return unfinished and (len(paragraph) > LONGEST_HEADING or any(mark in paragraph for mark in "。，；"))


def _label(paragraph: str) -> tuple[int, str]:
    for level, pattern in enumerate(LEVELS, start=1):
        if found := pattern.match(paragraph):
            return level, found[1]
    return 0, ""


def _clause(number: int, labels: list[str], words: str, level: int) -> Clause:
    heading, _, text = words.strip().partition("。")
    if not level or len(heading) > LONGEST_HEADING or (level > 2 and not text):
        heading, text = "", words.strip()
    return Clause(number, "".join(labels), heading, text.strip(), level)


def read_phases(clauses: tuple[Clause, ...], reference: Reference) -> tuple[Phase, ...]:
    """Clauses headed by a name with its time in brackets: 人员划转阶段（2021年2月1日—2021年2月28日）."""
    phases = []
    for clause in clauses:
        if found := PHASE.match(clause.heading):
            read = read_deadline(found[2], reference)
            if read.kind == "once":
                phases.append(Phase(found[1], read.starts_on, read.due_on, clause.label))
    return tuple(phases)


def read_named_units(clauses: tuple[Clause, ...]) -> tuple[tuple[NamedUnit, ...], tuple[Warning, ...]]:
    """The pilots listed before '等19个……', with a warning when the list and the figure disagree."""
    for clause in clauses:
        for found in NAMED.finditer(clause.text):
            listed = clause.text[max(0, found.start() - LONGEST_LIST) : found.start()]
            names = _names(re.split(r"[，。；：\n]", listed)[-1])
            if len(names) > 1:
                return tuple(NamedUnit(name, _kind(name)) for name in names), _miscounted(names, found[1])
    return (), ()


def _names(listed: str) -> list[str]:
    names = (re.sub(r"^(?:我|全|本)[省市县区]", "", name.strip()) for name in listed.split("、"))
    return [close_up(name) for name in names if name]


def _kind(name: str) -> str:
    return next((kind for kind, ending in KINDS if re.search(ending, name)), "")


def _miscounted(names: list[str], stated: str) -> tuple[Warning, ...]:
    said = int(plain(f"{stated}个")[:-1])
    return () if said == len(names) else (Warning("pilot_count", {"stated": said, "found": len(names)}),)
