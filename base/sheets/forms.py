"""The forms of a load: files, an answer, the confirmation."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm

from .answers import SWITCHES, Given

CELL = "cell-"
LONGEST = 2000
ON_OFF = [("", ""), ("1", "on"), ("0", "off")]


class ManyFilesInput(forms.FileInput):
    """A file field that takes several."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Its value is a list of files; an empty one is named."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        if not data:
            raise ValidationError(self.error_messages["required"], "required")
        for upload in data:
            if not upload.size:
                raise ValidationError(_("%(name)s is empty. Check it and choose it again.") % {"name": upload.name})
        return data


class FilesForm(forms.Form):
    """One or several workbooks, or a zip of them."""

    files = ManyFilesField(
        label=_("workbooks"),
        widget=ManyFilesInput({"accept": ".xlsx,.csv,.txt,.tsv,.zip"}),
        error_messages={"required": _("Choose at least one file.")},
    )


class AnswerForm(forms.Form):
    """One answer to a preview: `row`, texts as `cell-<column>`, and switches that are on (1) or off (0)."""

    row = forms.IntegerField(required=False, min_value=0)
    alike = forms.BooleanField(required=False)
    skip = forms.ChoiceField(choices=ON_OFF, required=False)
    distinct = forms.ChoiceField(choices=ON_OFF, required=False)
    mine = forms.ChoiceField(choices=ON_OFF, required=False)

    def __init__(self, data, *, columns):
        super().__init__(data)
        self.columns = {column.name for column in columns}

    def clean(self):
        self.cells = {name[len(CELL) :]: text for name, text in self.data.items() if name.startswith(CELL)}
        if not self.columns.issuperset(self.cells) or any(len(text) > LONGEST for text in self.cells.values()):
            raise ValidationError(_("This cell cannot be changed here."))
        if self.cleaned_data.get("row") is None and (self.cells or not self.cleaned_data.get("mine")):
            raise ValidationError(_("Name the row that is meant."))
        return super().clean()

    def given(self) -> Given:
        """The answer as it was typed."""
        asked = self.cleaned_data
        switches = {name: asked[name] == "1" for name in SWITCHES if asked[name]}
        return Given(asked["row"], self.cells, switches, asked["alike"])


class ConfirmForm(VerbForm):
    """The load as the person saw it: `version` grows with every answer."""


class SaveForm(VerbForm):
    """The grid's own key; its rows carry their versions themselves."""
