"""A process that writes all the time, as a plan load and a morning's alerts do; started by writers.py.

It prints a line per round and ends after the round in which it is told to.
"""

import signal
import time
from datetime import date, timedelta

import django

ROUND = "round"
# SQLite queues nobody: whoever never lets go of the write lock would starve all others, on paper for ever.
REST_SECONDS = 0.1


def main() -> None:
    django.setup()
    asked_to_stop: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: asked_to_stop.append(number))
    day = date(2021, 2, 18)
    while not asked_to_stop:
        one_round(day)
        print(ROUND, day, flush=True)
        day += timedelta(days=1)
        time.sleep(REST_SECONDS)


def one_round(day: date) -> None:
    """The alerts of a day, then one long transaction over another county's rows."""
    from alerts.models import Alert
    from pilots.models import Officer
    from tasks.ledger import Line, append
    from tasks.models import Obligation, Plan, Verb

    Alert.objects.raise_due(on=day)
    reviewer = Officer.objects.get(username="reviewer")
    rows = Obligation.objects.filter(unit__key="dingnan").for_list()
    append(Plan.objects.get(), [Line(one, Verb.COMMENT, reviewer, words={"text": f"{day}"}) for one in rows])


if __name__ == "__main__":
    main()
