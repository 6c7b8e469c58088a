"""Functions that the cage's tests run inside it: each does one thing that it must survive."""

import os
import socket
import sys
import tempfile
import time

from PIL import Image


class Refusal(Exception):
    """A domain exception: its attributes are the arguments that make it."""

    def __init__(self, code, params=None):
        super().__init__(code)
        self.code, self.params = code, params


def echo(*args, **kwargs):
    return {"args": args, "kwargs": kwargs}


def refuse():
    raise Refusal("too_small", {"found": 3})


def fail():
    raise RuntimeError("no such thing")


def spin(seconds: float) -> str:
    """Burn processor time."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return "done"


def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "done"


def hoard(mebibytes: int) -> int:
    """Take memory and touch it."""
    return len(bytearray(b"x") * (mebibytes << 20))


def die() -> None:
    os.abort()


def write(path: str, mebibytes: int) -> int:
    with open(path, "wb") as file:
        for _ in range(mebibytes):
            file.write(bytes(1 << 20))
    return os.path.getsize(path)


def open_many(count: int) -> int:
    return len([open(os.devnull) for _ in range(count)])


def leave_behind(name: str) -> str:
    """Leave files where a careless library leaves them, and say where."""
    with open(name, "w"), tempfile.NamedTemporaryFile(delete=False) as file:
        return os.path.dirname(file.name)


def surroundings() -> dict:
    return {"environment": dict(os.environ), "input": sys.stdin.read(), "django": "django" in sys.modules}


def connect(port: int) -> str:
    with socket.create_connection(("127.0.0.1", port), timeout=3):
        return "connected"


def unspeakable():
    return object()


def outlive(path: str) -> None:
    """Start a process that would write `path` after its parent's death, then hang."""
    if os.fork() == 0:
        time.sleep(4)
        with open(path, "w") as file:
            file.write("outlived")
        os._exit(0)
    time.sleep(60)


def decode(path: str) -> tuple:
    """What a careless reader does with a picture: no question of its size first."""
    Image.MAX_IMAGE_PIXELS = None
    return Image.open(path).convert("RGB").size
