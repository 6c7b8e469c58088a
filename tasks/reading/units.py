"""Reading whom a wording makes responsible: leads, supporting units, named units, groups."""

import re
from dataclasses import dataclass

# Words after which the units named are leads or supporting ones; 责任单位 says neither.
LABELS = {
    "牵头单位": "lead", "牵头部门": "lead", "牵头": "lead", "主办": "lead", "承办": "lead", "承办单位": "lead",
    "配合单位": "support", "配合部门": "support", "协办": "support", "协办单位": "support", "配合": "support",
    "责任单位": "units", "责任部门": "units",
}  # fmt: skip
LABEL = re.compile(rf"({'|'.join(sorted(LABELS, key=len, reverse=True))})[：:]")
ENDINGS = (
    (re.compile(r"(?:共同|联合)?(?:牵头|主办|承办)(?:负责)?$"), "lead"),
    (re.compile(r"(?:积极)?(?:配合|协办|协助)$"), "support"),
    (re.compile(r"(?:按(?:照)?(?:各自)?职责(?:分工)?)?(?:分别|共同)?负责(?:落实)?$"), "units"),
)
CANONICAL = str.maketrans("(),:;", "（），：；")
OUTSIDE_BRACKETS = r"(?![^（]*）)"
CLAUSES = re.compile(rf"[，；\n]{OUTSIDE_BRACKETS}")
PARTS = re.compile(rf"[、，；\n]{OUTSIDE_BRACKETS}")
OPEN_LIST = re.compile(r"^(?P<named>.+?)(?P<rest>等(?:有关|相关)?(?:部门|单位)?)$")
GROUP = re.compile(r"各|有关|相关|全体|所有")
# '各区、县级市' is one group: what follows 各 without a name of its own belongs to it.
CONTINUES_GROUP = re.compile(r"(?:县级市|功能区|[市县区]|乡镇?|镇|街道|开发区|部门|单位)(?:（[^）]*）)?(?:人民政府)?$")
UNIT_ENDING = re.compile(r"[局委办厅部院行会署处室站所队校库中心公司政府区县市]$")
LEVEL = re.compile(r"[省市县区](?=[^（]+[局委办厅部会]$)")
NO_PLACE = re.compile(r"[^省市县区州国中（）]+[局委办厅部]$")
ALIAS = re.compile(r"（[^）]*）$")
NONE = ("", "无", "-", "—", "/")


@dataclass(frozen=True)
class Responsible:
    """Who is named: leads, supporting and other units, groups as worded, names whose prefix was restored."""

    lead: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    restored: tuple[str, ...] = ()


def read_units(wording: str, *, known: tuple[str, ...] = ()) -> Responsible:
    """Split a wording into who is responsible. `known` unit names are never given a level prefix."""
    text = wording.strip().translate(CANONICAL)
    found: dict[str, list[str]] = {"lead": [], "support": [], "units": [], "groups": [], "restored": []}
    if text not in NONE:
        for role, words in _roles(text):
            _sort(role, _parts(words), found, known)
    return Responsible(**{role: tuple(names) for role, names in found.items()})


def _roles(text: str) -> list[tuple[str, str]]:
    """(role, words) for each stretch of the wording, by labels (牵头单位：…) or endings (…牵头)."""
    labelled = LABEL.split(text)
    if len(labelled) > 1:
        return [(LABELS[label], words) for label, words in zip(labelled[1::2], labelled[2::2], strict=True)]
    return _by_endings(text)


def _by_endings(text: str) -> list[tuple[str, str]]:
    roles, waiting = [], []
    for clause in CLAUSES.split(text):
        role, words = _ending(clause)
        waiting.append(words)
        if role:
            roles.append((role, "，".join(waiting)))
            waiting = []
    return [*roles, ("units", "，".join(waiting))] if waiting else roles


def _ending(clause: str) -> tuple[str, str]:
    for ending, role in ENDINGS:
        if (words := ending.sub("", clause)) != clause:
            return role, words
    return "", clause


def _parts(words: str) -> list[str]:
    parts: list[str] = []
    for part in filter(None, (piece.strip("。 ") for piece in PARTS.split(words))):
        if parts and GROUP.match(parts[-1]) and CONTINUES_GROUP.fullmatch(part):
            parts[-1] += f"、{part}"
        else:
            parts += _apart(part)
    return parts


def _apart(part: str) -> list[str]:
    """Names set apart by blanks only, and an open list (区司法局等有关部门) from its last name."""
    pieces = part.split()
    if len(pieces) > 1 and all(UNIT_ENDING.search(piece) for piece in pieces):
        return pieces
    part = "".join(pieces)
    if found := OPEN_LIST.match(part):
        return [found["named"], found["rest"]]
    return [part]


def _sort(role: str, parts: list[str], found: dict[str, list[str]], known: tuple[str, ...]) -> None:
    level = ""
    for part in parts:
        if part.startswith("等") or GROUP.search(part):
            found["groups"].append(part)
            continue
        name = ALIAS.sub("", part)
        prefix = LEVEL.match(name)
        if not prefix and level and name not in known and NO_PLACE.fullmatch(name):
            name = level + name
            found["restored"].append(name)
        level = prefix.group() if prefix else level
        found[role].append(name)
