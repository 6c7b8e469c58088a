"""The demo, played for one module of tests and rolled back after it."""

from contextlib import contextmanager

from django.core.management import call_command
from django.db import transaction
from django.test import override_settings


@contextmanager
def played(blocker, folder):
    """The demo stands in the database; its files lie in `folder`."""
    with blocker.unblock(), override_settings(FILES_DIR=folder), transaction.atomic():
        call_command("demo", verbosity=0)
        yield
        transaction.set_rollback(True)
