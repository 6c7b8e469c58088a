"""`python -m reformtrack` (what `make run` calls): the whole product on this machine, as a demo or empty (DEMO=0).

It only fills in what neither the environment nor `.env` says, then runs `manage.py runstack`. Demo and live data lie in
different folders, so that they can never mix.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from environ import Env

ROOT = Path(__file__).resolve().parent.parent
DEMO_DAY = "2021-02-18"


def defaults(env: Mapping[str, str]) -> dict[str, str]:
    """The settings that `env` leaves open."""
    demo = env.get("DEMO", "1").lower() in Env.BOOLEAN_TRUE_STRINGS
    var = ROOT / env.get("VAR_DIR", "var/demo" if demo else "var/live")
    always = {"DEMO": str(int(demo)), "VAR_DIR": str(var), "SITE_URL": f"http://127.0.0.1:{env.get('PORT', '8000')}"}
    # Mails of the demo go to invented people: they are kept as files to look at.
    only_demo = {"TODAY": DEMO_DAY, "EMAIL_URL": f"filemail:///{quote(str(var / 'mail'))}"}
    return always | (only_demo if demo else {})


def main() -> None:
    Env.read_env(ROOT / ".env")
    for name, value in defaults(os.environ).items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reformtrack.settings")
    os.chdir(ROOT)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["manage.py", "runstack"])


if __name__ == "__main__":
    sys.exit(main())
