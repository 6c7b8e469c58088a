"""The doorbell: tells a worker that there may be work. Nothing depends on its being heard (RELIABILITY rule 8).

Work is found in the database by the next sweep in any case, so a ring may fail, and it may take one
second at most; after a failure nobody rings for half a minute.
"""

import logging
import time

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)
SECONDS = 1
REST_SECONDS = 30
# `retry=False` alone does not bound the wait on a broker that accepts and never answers.
BOUNDED = {
    "socket_timeout": SECONDS,
    "socket_connect_timeout": SECONDS,
    "max_retries": 0,
    "retry_on_timeout": False,
}
_silent_until = 0.0


def ring() -> None:
    """Ring once the transaction is committed. Never raises."""
    transaction.on_commit(_ring, robust=True)


def _ring() -> None:
    global _silent_until
    if time.monotonic() < _silent_until:
        return
    try:
        options = {**current_app.conf.broker_transport_options, **BOUNDED}
        with current_app.connection_for_write(connect_timeout=SECONDS, transport_options=options) as connection:
            current_app.send_task(
                "alerts.jobs.deliver_alerts", connection=connection, retry=True, retry_policy={"max_retries": 0}
            )
    except Exception as error:
        _silent_until = time.monotonic() + REST_SECONDS
        logger.warning("the bell was not heard: %r", error)
