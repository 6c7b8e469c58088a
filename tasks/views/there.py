"""What there is to be read beside one obligation's lines, asked by one query, so that nothing is looked for in vain."""

from django.db.models import Exists, OuterRef

from ..models import Draft, Evidence, Extension, Follow, Obligation, Practice


def there_of(officer, obligation) -> dict[str, bool]:
    """Whether it was ever asked to be `extended` or is `practised`; of the officer's own, whether something is
    `drafted` or `staged` (proofs not sent yet), and whether it is `followed`.
    """
    its, own = {"obligation": OuterRef("pk")}, {"obligation": OuterRef("pk"), "officer": officer}
    return (
        Obligation.objects.filter(pk=obligation.pk)
        .values(
            extended=Exists(Extension.objects.filter(**its)),
            practised=Exists(Practice.objects.filter(entry__obligation=OuterRef("pk"))),
            drafted=Exists(Draft.objects.filter(**own)),
            staged=Exists(Evidence.objects.pending_of(officer).filter(**its)),
            followed=Exists(Follow.objects.filter(**own)),
        )
        .get()
    )
