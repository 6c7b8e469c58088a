"""Forms of a ruling: the bureau accepts or does not, the county withdraws."""

from types import MethodType

from django import forms
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from tasks.forms import fields

from .. import rulings


class DecideForm(VerbForm):
    """`granted` comes from the button that was pressed; not accepting needs the reason."""

    granted = forms.BooleanField(required=False)
    answer = fields.line(_("reason or remark"), 500)

    def save(self, ruling, *, by, on) -> bool:
        return self.is_valid() and self.attempt(MethodType(rulings.decide, ruling), by=by, on=on)

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("granted", "answer")}


class WithdrawForm(VerbForm):
    """Take back what waits."""

    def save(self, ruling, *, by, on) -> bool:
        return self.is_valid() and self.attempt(MethodType(rulings.withdraw, ruling), by=by, on=on)

    def values(self) -> dict:
        return {}
