"""Password rules of GB/T 22239 (identity a) with what ASVS asks and GB/T permits."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MINIMUM, PASSPHRASE, MAXIMUM, DIFFERENT = 10, 20, 128, 5
CLASSES = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")
# Words of this place and trade that everybody would guess first.
CONTEXT_WORDS = (
    "ganzhou",
    "jiangxi",
    "reformtrack",
    "xingzheng",
    "shenpi",
    "gaige",
    "password",
    "赣州",
    "行政审批",
    "改革",
)


class LengthAndClasses:
    """Ten characters of three of four classes; a passphrase of 20 and more needs no classes.

    128 is the most: what is longer is refused, never cut.
    """

    def validate(self, password, user=None):
        if len(password) < MINIMUM:
            raise ValidationError(_("The password needs at least %(n)d characters.") % {"n": MINIMUM})
        if len(password) > MAXIMUM:
            raise ValidationError(_("The password can have at most 128 characters."))
        if len(set(password)) < DIFFERENT:
            raise ValidationError(_("The password repeats the same few characters."))
        if len(password) < PASSPHRASE and sum(bool(re.search(each, password)) for each in CLASSES) < 3:
            raise ValidationError(self.get_help_text())

    def get_help_text(self):
        return _(
            "Use at least 10 characters, with three of these: small letters, capitals, digits, other signs. "
            "From 20 characters on, anything will do."
        )


class NoContextWords:
    """No name of a place, of the trade or of the account, unless ten characters more stand beside it."""

    def validate(self, password, user=None):
        folded = unicodedata.normalize("NFKC", password).casefold()
        own = [user.username] if user is not None and len(user.username) > 2 else []
        found = (word for word in [*own, *self._words()] if word in folded and len(folded) < len(word) + MINIMUM)
        word = next(found, None)
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
