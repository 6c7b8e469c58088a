"""Run one function on dangerous input in a child process that can be lost.

The child is a fresh interpreter (never a fork of the web process) with bounded memory, processor
time, output and open files, without the parent's environment, without input, without network where
the kernel allows it, in a scratch folder that is removed with it. Its answer comes back as JSON: a
taken-over child must not be able to make the parent run anything.
"""

import contextlib
import ctypes
import importlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
WRITTEN_MIB = 64
OPEN_FILES = 64
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
# Nobody but the kernel short of memory kills a caged child with SIGKILL before its time is up.
ENDED_BY = {signal.SIGXCPU: "time", signal.SIGKILL: "memory"}
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38


class CageFailed(Exception):
    """The caged function did not answer: `reason` is 'time', 'memory' or 'crash'; `detail` is for the log."""

    def __init__(self, reason: str, detail: str = ""):
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


def run(target: str, *args, seconds: int = 10, memory_mib: int = 512, allowed: tuple = (), **kwargs):
    """Return what `target` ("module:function") returns for JSON-able arguments, as JSON-able data.

    `seconds` bounds processor time; twice that bounds the wait. Exceptions of the classes in
    `allowed` pass through: their attributes must be the arguments that make them, all JSON-able.
    Anything else that goes wrong raises CageFailed.
    """
    request = json.dumps([target, args, kwargs, seconds, memory_mib])
    with tempfile.TemporaryDirectory(prefix="cage-") as room, tempfile.TemporaryFile() as answer:
        status = _wait(_start(room, answer), request.encode(), seconds * 2)
        answer.seek(0)
        return _opened(answer, status, allowed)


def _start(room: str, answer) -> subprocess.Popen:
    environment = {
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "TMPDIR": room,
        "HOME": room,
        "PYTHONPATH": str(HOUSE),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MALLOC_ARENA_MAX": "1",
    }
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "base.cage"],
        cwd=room,
        env=environment,
        start_new_session=True,
        stdin=subprocess.PIPE,
        stdout=answer,
        stderr=subprocess.DEVNULL,
    )


def _wait(child: subprocess.Popen, request: bytes, seconds: float) -> int:
    """The child's exit status; one that outstays its time counts as out of processor time."""
    try:
        child.communicate(request, timeout=seconds)
        return child.returncode
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    finally:
        _end(child)


def _end(child: subprocess.Popen) -> None:
    # The whole group, so that nothing the function started outlives it.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _opened(answer, status: int, allowed: tuple):
    if status:
        raise CageFailed(ENDED_BY.get(-status, "crash"), f"exit status {status}")
    try:
        # Decoded here: json would keep bytes and text side by side, and answers may be large.
        outcome, content = json.loads(answer.read().decode("utf-8", "surrogatepass"))
    except ValueError:
        raise CageFailed("crash", "no answer") from None
    if outcome == "returned":
        return content
    if outcome == "raised":
        raise _as_allowed(content, allowed)
    raise CageFailed(outcome, str(content))


def _as_allowed(content: dict, allowed: tuple) -> Exception:
    for kind in allowed:
        if content["type"] == _name_of(kind):
            return kind(**content["state"])
    return CageFailed("crash", content["text"])


def _name_of(kind: type) -> str:
    return f"{kind.__module__}:{kind.__qualname__}"


def _confine(seconds: int, memory_mib: int) -> None:
    limits = {
        resource.RLIMIT_AS: memory_mib << 20,
        resource.RLIMIT_FSIZE: WRITTEN_MIB << 20,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        resource.setrlimit(limit, (value, value))
    # The soft limit ends it with SIGXCPU, which tells time from memory; the hard one ends what ignores that.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    os.umask(0o077)
    kernel = ctypes.CDLL(None)
    kernel.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    kernel.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    # Root may leave the network alone; others only inside a user namespace; some hosts allow neither.
    if kernel.unshare(CLONE_NEWNET):
        kernel.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def _outcome(target: str, args: list, kwargs: dict) -> tuple:
    module, function = target.split(":")
    try:
        return "returned", getattr(importlib.import_module(module), function)(*args, **kwargs)
    except MemoryError:
        return "memory", ""
    except Exception as error:
        state = {name: value for name, value in vars(error).items() if not name.startswith("_")}
        return "raised", {"type": _name_of(type(error)), "state": state, "text": repr(error)[:500]}


def _written(outcome: tuple) -> bytes:
    try:
        # Not as \u escapes: Chinese text would take twice the room.
        return json.dumps(outcome, ensure_ascii=False).encode("utf-8", "surrogatepass")
    except (TypeError, ValueError) as error:
        return json.dumps(("crash", repr(error)[:500])).encode()


def _inside() -> None:
    """The child: take the request, close every door, run, answer."""
    target, args, kwargs, seconds, memory_mib = json.load(sys.stdin)
    answer = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    _confine(seconds, memory_mib)
    with os.fdopen(answer, "wb") as file:
        file.write(_written(_outcome(target, args, kwargs)))


if __name__ == "__main__":
    _inside()
