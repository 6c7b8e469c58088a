"""Forms about people: log-in, passwords, accounts."""

from django import forms
from django.contrib.auth import authenticate, password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm

from .access import Role, roles_opened_by
from .models import Officer, Unit

TEXT, SELECT = {"class": "in"}, {"class": "sel"}
PLAIN_NAME = {**TEXT, "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}


def _secret(label, autocomplete):
    widget = forms.PasswordInput(attrs={**TEXT, "autocomplete": autocomplete})
    return forms.CharField(label=label, strip=False, max_length=1000, widget=widget)


class LoginForm(forms.Form):
    """Account and password. Says only that the pair is wrong, never which of them, nor the account's state."""

    username = forms.CharField(label=_("account"), max_length=60, widget=forms.TextInput(PLAIN_NAME))
    password = _secret(_("password"), "current-password")

    def officer(self, request) -> Officer | None:
        """The person, or None for whatever reason. A one-time password lets in once."""
        named = authenticate(request, **self.cleaned_data) if self.is_valid() else None
        return named if named and named.spend_one_time_password() else None


class PasswordForm(forms.Form):
    """The change of one's own password."""

    present = _secret(_("present password"), "current-password")
    new = _secret(_("new password"), "new-password")
    again = _secret(_("new password again"), "new-password")

    def __init__(self, officer, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.officer = officer

    def clean_present(self):
        if not self.officer.check_password(self.cleaned_data["present"]):
            raise ValidationError(_("The present password is wrong."))
        return self.cleaned_data["present"]

    def clean(self):
        new, again = self.cleaned_data.get("new"), self.cleaned_data.get("again")
        if new and again and new != again:
            self.add_error("again", _("The two new passwords differ."))
        if new and "present" in self.cleaned_data:
            self._check(new)

    def _check(self, new):
        try:
            password_validation.validate_password(new, self.officer)
        except ValidationError as error:
            self.add_error("new", error)


class PersonForm(VerbForm):
    """A form about an account: no version, since accounts carry none."""

    version = None


class ButtonForm(PersonForm):
    """A single button: reset."""


class CardForm(PersonForm):
    """What stands on a person's card."""

    name = forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput(TEXT))
    post = forms.CharField(label=_("post"), max_length=60, required=False, widget=forms.TextInput(TEXT))
    office_phone = forms.CharField(label=_("office phone"), max_length=30, required=False, widget=forms.TextInput(TEXT))
    email = forms.EmailField(label=_("mail"), required=False, widget=forms.EmailInput(TEXT))
    contact = forms.CharField(label=_("contact number"), max_length=60, required=False, widget=forms.TextInput(TEXT))

    @classmethod
    def of(cls, officer):
        return cls(initial={name: getattr(officer, name) for name in cls.base_fields if hasattr(officer, name)})


class OwnCardForm(CardForm):
    """What a person keeps without asking anybody; name and post are the unit's."""

    name = post = None
    language = forms.ChoiceField(
        label=_("language of mails"), choices=Officer._meta.get_field("language").choices, widget=forms.Select(SELECT)
    )


class AccountForm(CardForm):
    """A new account, in the units and roles that the person who opens it may give."""

    username = forms.CharField(
        label=_("account"),
        max_length=60,
        widget=forms.TextInput({**PLAIN_NAME, "autocomplete": "off"}),
        help_text=_("Small letters, digits and hyphens; stays the same when the person moves."),
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("unit"), to_field_name="key", widget=forms.Select(SELECT)
    )
    role = forms.ChoiceField(label=_("role"), widget=forms.Select(SELECT))
    field_order = ("username", "name", "unit", "role", "post", "office_phone", "email", "contact")

    def __init__(self, opener, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.accounts_kept_by(opener).active()
        self.fields["unit"].queryset = units
        self.fields["role"].choices = [(role, Role(role).label) for role in roles_opened_by(opener)]
        for name, options in (("unit", units), ("role", self.fields["role"].choices)):
            self.fields[name].widget.attrs["class"] = "sel"
            if len(options) == 1:
                self.fields[name].initial = options[0].key if name == "unit" else options[0][0]


class ActiveForm(PersonForm):
    """Disable or enable."""

    active = forms.BooleanField(required=False, widget=forms.HiddenInput)


class MoveForm(PersonForm):
    """Another unit or another role."""

    unit = forms.ModelChoiceField(
        Unit.objects.active(), label=_("unit"), to_field_name="key", widget=forms.Select(SELECT)
    )
    role = forms.ChoiceField(label=_("role"), choices=Role.choices, widget=forms.Select(SELECT))


class HandoverForm(PersonForm):
    """Who goes on with the work."""

    taker = forms.ModelChoiceField(Officer.objects.none(), label=_("goes to"), widget=forms.Select(SELECT))

    def __init__(self, giver, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.giver = giver
        colleagues = Officer.objects.able_to_take_over(giver)
        self.fields["taker"].queryset = colleagues
        if len(colleagues) == 1:
            self.fields["taker"].initial = colleagues[0].pk

    def values(self):
        return {"giver": self.giver, "taker": self.cleaned_data["taker"]}
