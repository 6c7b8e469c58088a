"""No guard goes away: the process lives at another time."""

import os
import time

from tests.controls import switch


@switch
def shifted_clock() -> None:
    """So many seconds from now, as CLOCK_SHIFT says; celery, leases and the business day all follow (JB3)."""
    import time_machine

    time_machine.travel(time.time() + float(os.environ["CLOCK_SHIFT"]), tick=True).start()
