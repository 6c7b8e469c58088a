"""The one signal. Its receivers may only ring the bell on commit; no rule hangs on it."""

from django.dispatch import Signal

entry_recorded = Signal()  # sender=Entry, entry=the line just appended
