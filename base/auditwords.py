"""What the details of an audit record are called."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "active": _("account in use"),
    "added": _("rows added"),
    "after": _("after"),
    "asked": _("filters"),
    "before": _("before"),
    "changed": _("changes"),
    "changes": _("changes"),
    "digest": _("digest of the file"),
    "file": _("file name"),
    "held": _("reminders held back"),
    "method": _("method"),
    "moved": _("handed over"),
    "move_unread": _("unread messages"),
    "move_work": _("drafts and obligations in charge"),
    "naming": _("named in the text"),
    "obligation": _("number of the obligation"),
    "opened": _("account opened"),
    "page": _("page"),
    "ranked": _("ranking"),
    "removed": _("rows removed"),
    "role": _("role"),
    "sent_again": _("sent again"),
    "set_aside": _("set aside"),
    "sha256": _("digest of the file"),
    "status": _("answer"),
    "taken_back": _("load taken back"),
    "to": _("taken over by"),
    "tried": _("test"),
    "unchanged": _("rows unchanged"),
    "unit": _("unit"),
    "why": _("why"),
}


def facts(detail: dict) -> list[tuple[str, str]]:
    """The details as (label, value) pairs; a name without a label stands as it was written."""
    # By name: PostgreSQL gives JSON back in an order of its own.
    return [(_called(name), _shown(value)) for name, value in sorted(detail.items())]


def _called(name: str) -> str:
    # What moves in a handover is named by its full path.
    return str(LABELS.get(name.rpartition(".")[2], name))


def _shown(value) -> str:
    if isinstance(value, bool):
        return "✓" if value else "✕"
    if isinstance(value, dict):
        return ", ".join(f"{_called(name)} {_shown(each)}" for name, each in sorted(value.items()))
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    return str(value)
