"""The product's own settings with two more addresses, a constant answer and a bare matrix to
compare with, and requests for which no closed day is kept."""

from pathlib import Path

from reformtrack.settings import *  # noqa: F403
from reformtrack.settings import MIDDLEWARE, TEMPLATES

ROOT_URLCONF = "tests.bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [*TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]}]
MIDDLEWARE = [*MIDDLEWARE, "tests.bench.views.forgetful"]
