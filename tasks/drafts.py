"""What an officer typed and has not sent: kept on the server, given back on return, gone when sent."""

from base import clock

from .models import Draft

_LONG = ("text", "difficulty", "next_step")
WORDS = (*_LONG, "document_number", "no_file_reason", "short_reason", "true_on")


def keep(obligation, officer, data) -> Draft | None:
    """Keep the words in `data` (a mapping of field names to text); nothing typed means no draft."""
    words = {name: str(data.get(name) or "") for name in WORDS}
    if not any(words[name].strip() for name in WORDS if name != "true_on"):
        discard(obligation, officer)
        return None
    kept, _new = Draft.objects.update_or_create(
        obligation=obligation, officer=officer, defaults={"words": words, "saved_at": clock.now()}
    )
    return kept


def put_back(obligation, officer, entry) -> None:
    """Make the words of an undone entry the officer's draft again, ahead of what was typed since."""
    said = {name: str(getattr(entry, name) or "") for name in WORDS}
    since = of(obligation, officer)
    words = joined(said, since.words) if since else said
    Draft.objects.update_or_create(
        obligation=obligation, officer=officer, defaults={"words": words, "saved_at": clock.now()}
    )


def joined(first: dict, then: dict) -> dict:
    """The words of two drafts as one: long fields hold both texts, the others what stands in the first."""
    return {name: _both(name, first.get(name) or "", then.get(name) or "") for name in WORDS}


def _both(name, first, then) -> str:
    return f"{first}\n{then}" if first and then and first != then and name in _LONG else first or then


def of(obligation, officer) -> Draft | None:
    """The officer's draft on the obligation."""
    return Draft.objects.filter(obligation=obligation, officer=officer).first()


def discard(obligation, officer) -> None:
    """Forget it: it was sent, or its writer chose to."""
    Draft.objects.filter(obligation=obligation, officer=officer).delete()
