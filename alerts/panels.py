"""What of the alerts stands on an obligation's page."""

from .models import Notice


def notices_of(request, obligation, asof) -> dict | None:
    """The notices of the ladder that had gone out for it by the day, the newest first; nothing when there are none."""
    raised = Notice.objects.filter(alert__obligation=obligation, alert__raised_on__lte=asof.on)
    found = list(raised.select_related("alert"))
    return {"notices": found} if found else None
