"""What a notice does not say, from `fixtures/*.plan.json`, keyed by document number (DESIGN §4).

It is applied when a plan is first loaded and edited on the admin page from then on.
"""

import json
from functools import cache

from django.conf import settings

_SUFFIXES = ("工作任务表", "任务表", "工作方案", "实施方案", "方案")


@cache
def _known() -> list[dict]:
    files = sorted((settings.BASE_DIR / "fixtures").glob("*.plan.json"))
    return [json.loads(path.read_text(encoding="utf-8")) for path in files]


def plan_data(document_number: str, title: str = "") -> dict:
    """The data kept for a document number, else for a table or plan of the same title; {} when none."""
    by_number = (data for data in _known() if document_number and data["document_number"] == document_number)
    by_title = (data for data in _known() if not document_number and title and _bare(data["title"]) == _bare(title))
    return next(by_number, None) or next(by_title, None) or {}


def _bare(title: str) -> str:
    title = "".join(title.split())
    return next((title.removesuffix(end) for end in _SUFFIXES if title.endswith(end)), title)
