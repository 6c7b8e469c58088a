"""The Celery application. Jobs live in each app's `jobs.py`; a Task is a row of the notice."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reformtrack.settings")
app = Celery("reformtrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
