"""A child that works on a register and tells what was acknowledged, until it ends or is killed."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from asyl.model import AsylError
from tests.harness.scenario import Acknowledge, quiet

DONE, REFUSED, BROKEN = 0, 1, 2
Life = Callable[[Acknowledge], None]


@dataclass(frozen=True, slots=True)
class End:
    """How a child ended: its code (None: killed), what it acknowledged, and what it said last."""

    code: int | None
    acknowledged: tuple[str, ...]
    said: str
    seconds: float


def run(life: Life, kill_after: float | None = None) -> End:
    """Runs `life` in a fork of this process. Cheaper than a new process: everything is imported already."""
    reader, writer = os.pipe()
    began = time.monotonic()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _live(life, writer)
    os.close(writer)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reader, "rb") as stream:
        lines = stream.read().decode().splitlines()
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    told = tuple(line[4:] for line in lines if line.startswith("ack "))
    said = next((line[5:] for line in reversed(lines) if line.startswith("said ")), "")
    return End(code if code >= 0 else None, told, said, time.monotonic() - began)


def _live(life: Life, writer: int) -> None:
    quiet()
    code = BROKEN
    write = os.write  # the real one, whatever is watched later

    def tell(line: str) -> None:
        write(writer, f"{line}\n".encode())

    try:
        life(lambda what: tell(f"ack {what}"))
        code = DONE
    except AsylError as problem:
        tell(f"said {problem.sentence}")
        code = REFUSED
    except BaseException as problem:
        tell(f"said {type(problem).__name__}: {problem}".replace("\n", " "))
    finally:
        sys.stdout.flush()
        os._exit(code)
