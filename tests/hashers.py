"""A hasher that counts: calls in this process, and comparisons of all processes in one file."""

import os
import time
from pathlib import Path

from django.contrib.auth.hashers import MD5PasswordHasher

COMPARED = "compared"


class CountingHasher(MD5PasswordHasher):
    """`calls` counts in this process. With COUNT_COMPARISONS set, each comparison adds a byte to a file in VAR_DIR
    and takes as long as a real one, so that parallel guesses meet."""

    calls = 0

    def encode(self, password, salt):
        CountingHasher.calls += 1
        return super().encode(password, salt)

    def verify(self, password, encoded):
        if os.environ.get("COUNT_COMPARISONS"):
            with Path(os.environ["VAR_DIR"], COMPARED).open("a") as file:
                file.write(".")
            time.sleep(0.05)
        return super().verify(password, encoded)


def compared(folder) -> int:
    """How many comparisons all processes with this VAR_DIR have made."""
    file = Path(folder, COMPARED)
    return file.stat().st_size if file.exists() else 0
