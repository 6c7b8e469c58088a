"""Switches that take one protection away, so that a control test can show that the protection is what holds.

A switch is a function here, named in `GUARDS_OFF`; it runs in the process of that control alone.
"""

import pkgutil
from collections.abc import Callable
from importlib import import_module

from django.apps import AppConfig
from django.conf import settings

SWITCHES: dict[str, Callable[[], None]] = {}


def switch(function: Callable[[], None]) -> Callable[[], None]:
    """Register a switch under its function's name."""
    SWITCHES[function.__name__] = function
    return function


@switch
def immediate() -> None:
    """SQLite begins without the write lock, as Django does by default (DB1)."""
    from django.db import connections

    connections.settings["default"]["OPTIONS"]["transaction_mode"] = "DEFERRED"


@switch
def csp() -> None:
    """No Content-Security-Policy (WB1)."""
    settings.MIDDLEWARE.remove("csp.middleware.CSPMiddleware")


class Controls(AppConfig):
    """Applies the named switches, of any module here, once every app is ready. An unknown name is an error."""

    name = "tests.controls"

    def ready(self) -> None:
        for module in pkgutil.iter_modules(__path__):
            import_module(f"{__name__}.{module.name}")
        for name in settings.GUARDS_OFF:
            SWITCHES[name]()
