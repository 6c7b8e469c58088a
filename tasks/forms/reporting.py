"""What a county says: a report, a submission, who is in charge, a comment, a wish for more time."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from base.forms import VerbForm
from pilots.models import Officer

from .. import drafts, proofs
from ..history import lines_of
from . import fields


class PlainForm(VerbForm):
    """A verb that needs no words: start, withdraw, undo."""


class WordsForm(VerbForm):
    """What report and submission share: the words, and proofs chosen now or waiting since before.

    Only the pending proofs that the page showed (`evidence` in the post) are taken along.
    """

    text = fields.lines(_("Progress"))
    difficulty = fields.lines(_("Difficulties"), rows=2)
    next_step = fields.lines(_("Next step"), rows=2)
    document_number = fields.line(_("Document number"), 80)
    no_file_reason = fields.line(_("No file, because"), 200)
    true_on = fields.day(_("Done on"))
    short_reason = fields.lines(_("Sent below the floor, because"), rows=2)
    files = fields.FilesField(label=_("Proof"), required=False)
    beside: tuple[str, ...] = ("files",)

    def __init__(self, obligation, officer, *args, **kwargs):
        super().__init__(*args, auto_id=f"ob{obligation.pk}_%s", **kwargs)
        self.obligation, self.officer = obligation, officer
        self.staged, self.draft = [], None
        self.sending, self.on = False, None

    @classmethod
    def opened(cls, obligation, officer, on, again=None, *, drafted=True):
        """The empty form, with the officer's draft, or with the words of an earlier entry `again`.

        Not `drafted`: who calls knows that there is no draft.
        """
        draft = drafts.of(obligation, officer) if drafted else None
        words = {name: getattr(again, name) for name in drafts.WORDS} if again else {}
        words = draft.words if draft else words
        form = cls(
            obligation,
            officer,
            initial={**words, "version": obligation.version, "true_on": words.get("true_on") or on.isoformat()},
        )
        form.draft, form.on = draft, on
        return form

    @cached_property
    def figure(self):
        """The obligation's figure on the day; a page that has asked for it already sets it."""
        return self.obligation.figure(self.on)

    @property
    def short(self) -> bool:
        """Whether the figure is below its floor, so that sending it needs a reason."""
        return self.figure is not None and self.figure.short

    @property
    def proved_by_ledger(self) -> bool:
        return self.figure is not None and self.figure.recorded

    @cached_property
    def pending(self) -> list:
        """The proofs that wait to be sent, for the list in the form."""
        return proofs.pending(self.obligation, self.officer)

    @cached_property
    def proved(self) -> bool:
        """Whether a report already gave the proof, so that it is not asked for again."""
        return self.obligation.proved_since_return()

    @property
    def own_words(self) -> list:
        """The fields in which something was typed."""
        return [self[name] for name in drafts.WORDS if (self[name].value() or "") != ""]

    @cached_property
    def since(self) -> list:
        """What was recorded after the version that the person saw, newest first."""
        seen = self.cleaned_data.get("version") or 0
        return [line for line in lines_of(self.conflict) if line.entry.version > seen]

    @property
    def both(self) -> list[tuple[str, str]]:
        """Own words after those saved meanwhile, field by field, to go on from."""
        theirs = next((line.entry for line in self.since if line.speaks), None)
        return [(field.name, _joined(getattr(theirs, field.name, ""), field.value())) for field in self.own_words]

    def values(self):
        return {name: value for name, value in super().values().items() if name not in self.beside}

    def send(self, verb, *, by, on) -> bool:
        """Take the files in, then try the verb. Not done: words and files stay as the officer's draft."""
        self.on = on
        ready = self.is_valid() and self._stage()
        if ready and self.attempt(verb, by=by, on=on, evidence=self._evidence()):
            proofs.drop_pending(self.staged)  # what a repeated post staged again, its first copy being in the ledger
            drafts.discard(self.obligation, by)
        else:
            self.draft = drafts.keep(self.obligation, by, self.data)
        return self.done

    def _stage(self) -> bool:
        self.staged, refusals = proofs.stage(self.obligation, self.officer, self.cleaned_data["files"])
        for name, sentence in refusals:
            self.add_error("files", f"{name}: {sentence}")
        return not refusals

    def _evidence(self) -> list:
        chosen = [key for key in self.data.getlist("evidence") if _is_key(key)]
        return proofs.pending(self.obligation, self.officer, [*chosen, *(each.key for each in self.staged)])


class ReportForm(WordsForm):
    """更新进展: only the progress is required."""

    text = fields.lines(_("Progress"), required=True)
    beside = ("files", "no_file_reason", "true_on", "short_reason")


class SubmitForm(WordsForm):
    """报请核验: one proof is required, which the verb asks for."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.sending = True


class AssignForm(VerbForm):
    """牵头部门 and 经办人, set by the county itself."""

    lead_department = fields.line(_("Department in charge"), 60)
    handler = forms.ModelChoiceField(
        Officer.objects.none(),
        label=_("Person in charge"),
        required=False,
        empty_label=_("not set"),
        widget=forms.Select(attrs={"class": "sel"}),
    )

    def __init__(self, obligation, *args, **kwargs):
        present = {"lead_department": obligation.lead_department, "handler": obligation.handler_id}
        super().__init__(*args, initial=present, auto_id="assign_%s", **kwargs)
        self.fields["handler"].queryset = Officer.objects.active().filter(unit=obligation.unit)


class CommentForm(VerbForm):
    """市局意见, or the county's reply. It carries no version: a comment overwrites nothing."""

    text = fields.lines(_("Comment"), required=True, rows=2)


class ExtensionForm(VerbForm):
    """延期申请: until when, and why."""

    asked_due_on = fields.day(_("Extend to"))
    text = fields.line(_("Reason"), fields.LONG)


class ReasonForm(VerbForm):
    """A verb with a sentence: the county lead passes on or sends back."""

    text = fields.lines(_("Remark"), rows=2)


def _is_key(text) -> bool:
    try:
        return bool(forms.UUIDField().clean(text))
    except forms.ValidationError:
        return False


def _joined(theirs, mine) -> str:
    """Two texts one after the other; a day or an equal text only once."""
    if not theirs or not isinstance(theirs, str) or theirs == mine:
        return str(mine)
    return f"{theirs}\n{mine}"
