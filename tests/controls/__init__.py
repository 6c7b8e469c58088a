"""Switches that take one protection away, so that a control test can show that the protection is what holds.

A switch is a function here, named in `GUARDS_OFF`; it runs in the process of that control alone.
"""

from collections.abc import Callable

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
    """Applies the named switches once every app is ready. An unknown name is an error, never a no-op."""

    name = "tests.controls"

    def ready(self) -> None:
        for name in settings.GUARDS_OFF:
            SWITCHES[name]()
