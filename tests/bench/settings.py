"""The product's own settings with two more addresses: a constant answer and a bare matrix to compare with."""

from pathlib import Path

from reformtrack.settings import *  # noqa: F403
from reformtrack.settings import TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}]
