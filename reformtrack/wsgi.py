"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reformtrack.settings")
application = get_wsgi_application()

from base import fresh  # noqa: E402  (Django is set up only now)

# Named before any file of it can be replaced: a page of this build is never taken for one of the next.
fresh.build()
