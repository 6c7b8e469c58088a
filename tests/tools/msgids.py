"""The English sentences that the code and the templates ask to be translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template.exceptions import TemplateSyntaxError
from django.utils.translation.template import templatize

# name of the call -> which of its arguments are context, sentence and plural
CALLS = {
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
TEMPLATE_CALL = re.compile(r"(?<![\w.])(_|n?p?gettext)\(")
STRING = re.compile(r"""\s*,?\s*u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.DOTALL)
# (context, sentence, plural)
Found = Iterator[tuple[str, str, str]]


def extract(root: Path, skip_broken: bool = False) -> dict[tuple[str, str], tuple[str, set[str]]]:
    """(context, sentence) -> (plural or "", the files that use it), for every package and template under `root`.

    A file that cannot be parsed raises its syntax error, or with `skip_broken` (someone is writing it) is named
    and passed over.
    """
    used: dict[tuple[str, str], tuple[str, set[str]]] = {}
    for path in sources(root):
        for context, sentence, plural in messages_of(path, skip_broken):
            before, files = used.get((context, sentence), ("", set()))
            used[context, sentence] = (before or plural, files | {path.relative_to(root).as_posix()})
    return used


def messages_of(path: Path, skip_broken: bool) -> list[tuple[str, str, str]]:
    read = from_python if path.suffix == ".py" else from_template
    try:
        return list(read(path.read_text("utf-8"), str(path)))
    except (SyntaxError, TemplateSyntaxError) as error:
        if not skip_broken:
            raise
        print(f"passed over {path.name}: {error}")
        return []


def sources(root: Path) -> list[Path]:
    packages = [path.parent for path in root.glob("*/__init__.py") if path.parent.name != "tests"]
    modules = [path for package in packages for path in package.rglob("*.py") if "migrations" not in path.parts]
    return sorted(modules) + sorted(path for path in root.glob("templates/**/*") if path.suffix in (".html", ".txt"))


def from_python(text: str, origin: str) -> Found:
    tree = ast.parse(text, origin)
    names = {name: name for name in CALLS} | aliases(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (call := names.get(called(node))):
            yield from message(call, [literal(argument) for argument in node.args])


def aliases(tree: ast.AST) -> dict[str, str]:
    """`from django.utils.translation import gettext_lazy as _` -> {"_": "gettext_lazy"}."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names = [name for node in imports if node.module == "django.utils.translation" for name in node.names]
    return {name.asname: name.name for name in names if name.asname and name.name in CALLS}


def called(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def literal(node: ast.AST) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def from_template(text: str, origin: str) -> Found:
    python = templatize(text, origin=origin)
    for match in TEMPLATE_CALL.finditer(python):
        call = "gettext" if match[1] == "_" else match[1]
        yield from message(call, strings(python, match.end()))


def strings(text: str, start: int) -> list[str]:
    """The string literals, separated by commas, that begin at `start`."""
    found = []
    while match := STRING.match(text, start):
        found.append(ast.literal_eval(match[1]))
        start = match.end()
    return found


def message(call: str, arguments: list[str | None]) -> Found:
    context, sentence, plural = (None if at is None else (arguments + [None] * 3)[at] for at in CALLS[call])
    if sentence:
        yield context or "", sentence, plural or ""
