"""The front door: settings, addresses, processes. It wires the house together and knows no rule."""

from .celery import app as celery_app

__all__ = ["celery_app"]
