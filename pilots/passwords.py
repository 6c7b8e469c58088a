"""Password rules of GB/T 22239 (identity a) with what ASVS asks and GB/T permits."""
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MINIMUM = 10
CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
# Words of this place and trade that everybody would guess first.
CONTEXT_WORDS = ("ganzhou", "jiangxi", "reformtrack", "xingzheng", "shenpi", "gaige", "赣州", "行政审批", "改革")


class LengthAndClasses:
    """At least ten characters of three of four classes; a passphrase of 20 and more needs no classes."""

    def validate(self, password, user=None):
        if len(password) < MINIMUM:
            raise ValidationError(_("The password needs at least %(n)d characters.") % {"n": MINIMUM})
        if len(password) > 128:
            raise ValidationError(_("The password can have at most 128 characters."))
        classes = sum(bool(re.search(pattern, password)) for pattern in CLASSES)
        if classes < 3:
            raise ValidationError(self.get_help_text())

    def get_help_text(self):
        return _("Use at least 10 characters, with three of these: small letters, capitals, digits, other signs.")


class NoContextWords:
    """No names of counties or of the trade, no year in place of a thought."""

    def validate(self, password, user=None):
        folded = password.casefold()
        word = next((word for word in self._words() if word in folded and len(folded) < len(word) + 10), None)
        if word:
            raise ValidationError(_("The password is easy to guess here: leave out “%(word)s”.") % {"word": word})

    def _words(self):
        from .models import Unit

        names = Unit.objects.values_list("key", "short_name")
        return [*CONTEXT_WORDS, *(word.casefold() for pair in names for word in pair if len(word) > 1)]

    def get_help_text(self):
        return _("Do not use names of places or of this office.")


class NotReused:
    """None of the last five."""

    def validate(self, password, user=None):
        if user is not None and user.pk and user.reused(password):
            raise ValidationError(self.get_help_text())

    def get_help_text(self):
        return _("Do not use one of your last five passwords.")
