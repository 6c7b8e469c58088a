"""Switches that let the product trust the broker."""

from tests.controls import switch


@switch
def silent_saves() -> None:
    """Each line of a ledger rings for a worker, as Celery rings by default, however long that takes (JB4)."""
    from celery import current_app
    from django.db import transaction

    from tasks.signals import entry_recorded

    def ring(**_line) -> None:
        transaction.on_commit(lambda: current_app.send_task("alerts.jobs.deliver_alerts"), robust=True)

    entry_recorded.connect(ring, weak=False)


@switch
def outbox() -> None:
    """A copy waits in the broker alone: one task for each, and no sweep looks for it (JB5)."""
    from celery import shared_task
    from django.db import transaction
    from django.utils import timezone

    from alerts import outbox, telling
    from alerts.models import Delivery
    from alerts.patience import lease
    from alerts.querysets import DeliveryQuerySet

    make_copies = telling.make_copies

    @shared_task(name="controls.carry", acks_late=True)
    def carry(pk: int) -> None:
        row = Delivery.objects.filter(pk=pk)
        row.update(state=Delivery.State.SENDING, attempt=1, lease_until=timezone.now() + lease())
        outbox.send(row.for_health().get())

    def posted(messages):
        made = make_copies(messages)
        waiting = list(Delivery.objects.filter(header_id__in=[one.header_id for one in made]))
        transaction.on_commit(lambda: [carry.delay(one.pk) for one in waiting])
        return made

    telling.make_copies = posted
    DeliveryQuerySet.due = lambda self, now: self.none()
