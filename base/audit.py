"""The audit log: one record per act, written in the act's own transaction (DESIGN §5)."""

from django.conf import settings
from django.utils import timezone

from .models import AuditRecord

Act = AuditRecord.Act
_CONTROLS = dict.fromkeys([*range(32), 127], " ")


def record(act: Act, *, by=None, request=None, what="", succeeded=True, name="", **detail) -> AuditRecord:
    """Append one act. `by` is an officer or None; `name` is what was typed where nobody is known.

    `detail` holds field names and old and new values, never a password or a person's secret.
    """
    officer = by if by is not None and getattr(by, "pk", None) else None
    return AuditRecord.objects.create(
        at=timezone.now(),
        act=act,
        succeeded=succeeded,
        by=officer,
        by_name=_plain(str(officer) if officer else name, 150),
        by_unit=_plain(str(officer.unit) if officer else "", 100),
        address=client_address(request) if request else None,
        what=_plain(str(what), 200),
        detail=detail,
        request_id=getattr(request, "request_id", "") if request else "",
    )


def client_address(request) -> str | None:
    """The caller's address; a forwarded one counts only as far as trusted proxies added it."""
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXIES
    if trusted and len(hops) >= trusted:
        return hops[-trusted]
    return request.META.get("REMOTE_ADDR") or None


def _plain(text: str, limit: int) -> str:
    return text.translate(_CONTROLS)[:limit]
