"""What a page of figures says of the code and the machine that it was measured on."""

import platform
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def commit(page: Path) -> str:
    """The commit measured, and how many files differed from it (the page that tells of it apart)."""
    changed = [line for line in git("status", "--porcelain").splitlines() if page.name not in line]
    more = f" with {len(changed)} files changed since" if changed else ""
    return git("rev-parse", "--short", "HEAD").strip() + more


def git(*arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True).stdout


def processor() -> str:
    known = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    return known[1] if known else platform.machine()
