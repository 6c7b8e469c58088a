"""The fields of the forms: the classes of the style sheets, the limits of the models."""

from django import forms

LONG = 1000
ACCEPTED = ".pdf,.jpg,.jpeg,.png,.heic,.docx,.xlsx,.ofd,.doc,.xls,.wps,.et"


def lines(label, *, required=False, rows=3, css="ta", limit=LONG, **attrs):
    """Several lines of text."""
    widget = forms.Textarea(attrs={"class": css, "rows": rows, **attrs})
    return forms.CharField(label=label, required=required, max_length=limit, widget=widget)


def line(label, limit, **attrs):
    """One line of text."""
    widget = forms.TextInput(attrs={"class": "in", "autocomplete": "off", **attrs})
    return forms.CharField(label=label, required=False, max_length=limit, widget=widget)


def day(label, **attrs):
    """A day, 2021-02-18."""
    widget = forms.DateInput(attrs={"class": "in", "type": "date", **attrs}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget)


class ManyFiles(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True

    def __init__(self):
        super().__init__(attrs={"multiple": True, "accept": ACCEPTED})

    def value_from_datadict(self, data, files, name):
        return files.getlist(name)


class FilesField(forms.FileField):
    """Several files at once, as a list. What each of them is, is judged when it is taken in."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        return list(data or ())
