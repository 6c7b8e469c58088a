"""Forms that carry one verb: the key that makes a post single, the version the person saw."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from . import once


class Refused(Exception):
    """A verb that the state or the person does not allow: a sentence that a person can act on."""

    def __init__(self, sentence):
        super().__init__(str(sentence))
        self.sentence = sentence


class Stale(Exception):
    """The row moved on since the person saw it; `current` is what stands there now."""

    def __init__(self, current):
        super().__init__("stale")
        self.current = current


class VerbForm(forms.Form):
    """A form whose valid content is handed to one verb, once.

    After `attempt`: `done` tells whether it took effect (now or by an equal earlier post),
    `conflict` holds the current row when the person's version was stale.
    """

    # What the act is about, for rows whose number changes with every act, as that of a version of a fact does.
    about: str | None = None

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(data, *args, **kwargs)
        self.conflict = None
        self.done = False
        if not self.is_bound:
            self.fields["key"].initial = uuid.uuid4

    def values(self) -> dict:
        """The verb's keyword arguments: the cleaned content without the key."""
        return {name: value for name, value in self.cleaned_data.items() if name != "key"}

    def attempt(self, verb, **context) -> bool:
        """Call `verb(**values, **context)` in one transaction with its receipt; True when done."""
        officer = context["by"]
        key = self.cleaned_data.get("key") or uuid.uuid4()
        body = once.digest_of(_act_of(verb, self.about), self.data, self.files.values())
        try:
            once.once(officer, key, body, lambda: verb(**self.values(), **context))
            self.done = True
        except Refused as refusal:
            self.add_error(None, refusal.sentence)
        except ValidationError as error:
            self._blame(error)
        except Stale as stale:
            self.conflict = stale.current
        except once.ChangedBody:
            self.add_error(None, _("This form was already sent with other content. Reload the page and send it again."))
        return self.done

    def _blame(self, error: ValidationError) -> None:
        """Put each message under the field it names, or over the form where there is no such field."""
        named = error.message_dict if hasattr(error, "error_dict") else {None: error.messages}
        for name, sentences in named.items():
            self.add_error(name if name in self.fields else None, ValidationError(sentences))


def _act_of(verb, about: str | None) -> str:
    """The verb and the row it acts on: a key that comes back for another row is no repetition."""
    row = getattr(getattr(verb, "__self__", None), "pk", "") if about is None else about
    return f"{verb.__qualname__} {row}"
