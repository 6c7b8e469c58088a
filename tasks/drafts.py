"""What an officer typed and has not sent: kept on the server, given back on return, gone when sent."""
from base import clock

from .models import Draft

WORDS = ("text", "difficulty", "next_step", "document_number", "no_file_reason", "true_on")


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


def of(obligation, officer) -> Draft | None:
    """The officer's draft on the obligation."""
    return Draft.objects.filter(obligation=obligation, officer=officer).first()


def discard(obligation, officer) -> None:
    """Forget it: it was sent, or its writer chose to."""
    Draft.objects.filter(obligation=obligation, officer=officer).delete()
