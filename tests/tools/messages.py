"""The Chinese catalogue without gettext's binaries: `python -m tests.tools.messages {update,add,check}`.

English sentences are taken from the code and the templates, their Chinese from `add`. A pair whose sentence no code
uses (yet) stays in the catalogue as an obsolete entry: a later `update` finds it there, and `check` refuses it.
"""

import argparse
import fcntl
import re
import sys
from contextlib import contextmanager
from pathlib import Path

import polib

from tests.tools.msgids import extract

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "locale" / "zh_Hans" / "LC_MESSAGES" / "django.po"
HEADER = {
    "Project-Id-Version": "ReformTrack",
    "Language": "zh_Hans",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def key(entry) -> tuple[str, str]:
    return entry.msgctxt or "", entry.msgid


def translation(entry) -> str:
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def set_translation(entry, text: str) -> None:
    if entry.msgid_plural:
        entry.msgstr_plural = {0: text}
    else:
        entry.msgstr = text


@contextmanager
def locked_catalogue(path: Path = CATALOGUE):
    """The catalogue as a `polib.POFile`, held against every other process and saved with its .mo at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        catalogue = read_catalogue(path)
        yield catalogue
        save(catalogue, path)


def read_catalogue(path: Path) -> polib.POFile:
    return polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile(wrapwidth=0)


def save(catalogue: polib.POFile, path: Path) -> None:
    catalogue.metadata = dict(HEADER)
    catalogue.sort(key=lambda entry: (entry.obsolete, entry.msgid, entry.msgctxt or ""))
    for target, content in ((path, f"{catalogue}\n".encode()), (path.with_suffix(".mo"), catalogue.to_binary())):
        fresh = target.with_name(target.name + ".new")
        fresh.write_bytes(content)
        fresh.replace(target)


def merge(catalogue: polib.POFile, used: dict) -> None:
    """Make the live entries exactly `used` (see `msgids.extract`); what falls out becomes obsolete, never lost."""
    known = {key(entry): entry for entry in catalogue}
    for entry in catalogue:
        entry.obsolete, entry.occurrences = True, []
    for message, (plural, files) in used.items():
        entry = known.get(message) or polib.POEntry(msgctxt=message[0] or None, msgid=message[1])
        text = translation(entry)
        entry.msgid_plural, entry.msgstr, entry.msgstr_plural = plural, "", {}
        set_translation(entry, text)
        entry.obsolete, entry.occurrences = False, [(name, "") for name in sorted(files)]
        if message not in known:
            catalogue.append(entry)


def read_pairs(path: Path) -> list[tuple[tuple[str, str], str]]:
    """Lines of `english<TAB>中文[<TAB>context]`, `\\n` for a line break; empty lines and `# ` comments pass."""
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip() and not line.startswith("# ")]
    return [pair(line) for line in lines]


def pair(line: str) -> tuple[tuple[str, str], str]:
    fields = [field.replace("\\n", "\n") for field in line.split("\t")]
    if len(fields) not in (2, 3):
        raise SystemExit(f"not english<TAB>中文: {line!r}")
    return (fields[2] if len(fields) == 3 else "", fields[0]), fields[1]


def add_pair(catalogue: polib.POFile, message: tuple[str, str], text: str) -> None:
    entry = next((entry for entry in catalogue if key(entry) == message), None)
    if entry is None:
        entry = polib.POEntry(msgctxt=message[0] or None, msgid=message[1], obsolete=True)
        catalogue.append(entry)
    if translation(entry) not in ("", text):
        print(f"changed: {message[1]!r}: {translation(entry)!r} -> {text!r}")
    set_translation(entry, text)


def faults(catalogue: polib.POFile) -> list[str]:
    """What is wrong with the catalogue, one line each."""
    found = []
    for entry in catalogue:
        if entry.obsolete:
            found.append(f"unused: {entry.msgid!r}")
        elif not translation(entry) or entry.fuzzy:
            found.append(f"missing: {entry.msgid!r} ({', '.join(name for name, _ in entry.occurrences)})")
        elif not same_placeholders(entry):
            found.append(f"placeholders differ: {entry.msgid!r} / {translation(entry)!r}")
    return found


def same_placeholders(entry) -> bool:
    """Chinese has one plural form, so it must fit the English plural where there is one."""
    wanted, given = (PLACEHOLDER.findall(text) for text in (entry.msgid_plural or entry.msgid, translation(entry)))
    return sorted(set(wanted)) == sorted(set(given))


def check(path: Path = CATALOGUE, root: Path = ROOT) -> list[str]:
    """Faults of the committed catalogue against the present code, and a .mo that is not its .po."""
    catalogue, compiled = read_catalogue(path), path.with_suffix(".mo")
    merge(catalogue, extract(root))
    found = faults(catalogue)
    if not compiled.exists() or compiled.read_bytes() != read_catalogue(path).to_binary():
        found.append(f"{compiled.name} is not made from {path.name}: run `make messages`")
    return found


def update(pairs: list, drop: bool = False) -> list[str]:
    with locked_catalogue() as catalogue:
        merge(catalogue, extract(ROOT, skip_broken=True))
        for message, text in pairs:
            add_pair(catalogue, message, text)
        if drop:
            catalogue[:] = [entry for entry in catalogue if not entry.obsolete]
        return faults(catalogue)


def add(pairs: list) -> int:
    """Others may be in the middle of their own sentences: only a fault of these pairs fails, the rest is counted."""
    found = update(pairs)
    mine = [line for line in found if line.startswith("placeholders")]
    print("\n".join(mine) or f"{len(pairs)} pairs kept.")
    print(f"{sum(line.startswith('missing') for line in found)} sentences still lack Chinese (`check` lists them).")
    return 1 if mine else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("update").add_argument("--drop", action="store_true", help="forget what no code uses")
    commands.add_parser("add").add_argument("file", type=Path)
    commands.add_parser("check")
    asked = parser.parse_args()
    if asked.command == "add":
        return add(read_pairs(asked.file))
    found = check() if asked.command == "check" else update([], asked.drop)
    print("\n".join(found) or "The catalogue is complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
