"""The suite runs with the product's guards on; only a control can switch one off."""

import os
import subprocess
import sys

import pytest

from tests.own_database import ROOT


def start_django(own_env: dict) -> subprocess.CompletedProcess:
    code = "import django; django.setup(); from django.conf import settings; print(settings.MIDDLEWARE)"
    return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=own_env, capture_output=True, text=True)


@pytest.fixture
def env(short_path):
    return {**os.environ, "VAR_DIR": str(short_path)}


def test_a_guard_cannot_be_off_without_debug(env):
    assert "GUARDS_OFF needs DEBUG=1" in start_django(env | {"GUARDS_OFF": "csp", "DEBUG": "0"}).stderr


def test_an_unknown_switch_is_an_error(env):
    assert "KeyError: 'cps'" in start_django(env | {"GUARDS_OFF": "cps", "DEBUG": "1"}).stderr


@pytest.mark.parametrize(("switches", "protected"), [("", True), ("csp", False)])
def test_a_switch_takes_away_its_guard_and_nothing_else_does(env, switches, protected):
    said = start_django(env | {"GUARDS_OFF": switches, "DEBUG": "1"})
    assert ("CSPMiddleware" in said.stdout, said.returncode) == (protected, 0)
