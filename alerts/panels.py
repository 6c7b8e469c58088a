"""What of the alerts stands on an obligation's page."""

from .models import Notice


def notices_of(request, obligation, asof) -> dict | None:
    """The notices of the ladder that went out for it, the newest first; nothing when there are none."""
    found = list(Notice.objects.filter(alert__obligation=obligation).select_related("alert"))
    return {"notices": found} if found else None
