"""What the fields of a task row are called."""

from django.utils.translation import gettext_lazy as _

FIELD_LABELS = {
    "number": _("number"),
    "text": _("text"),
    "units_wording": _("responsible units as issued"),
    "units": _("obligations"),
    "deadline_wording": _("deadline as issued"),
    "deadline_kind": _("kind of deadline"),
    "starts_on": _("starts on"),
    "due_on": _("last day"),
    "precision": _("precision"),
    "standing": _("duty goes on after the day"),
    "recurs": _("recurs"),
}
