"""Sealed originals destroyed: overwritten, cut to nothing, unlinked."""

from __future__ import annotations

import os
import re
from pathlib import Path

from asyl.model import IntegrityFailure, RegisterProblem

from .blobs import FOLDER

_NAME = re.compile(r"[0-9a-f]{2}/[0-9a-f]{30}")  # what is not such a name could lead out of the folder


def destroy(register: Path, blob: str) -> None:
    """Destroys the bytes of a blob; one that is gone already is no problem. Raises RegisterProblem, IntegrityFailure.

    A file system that writes elsewhere than it read (snapshots, flash) may keep the old bytes: only an encrypted disk
    or an encrypted register helps against that.
    """
    if not _NAME.fullmatch(blob):
        raise IntegrityFailure(f"{blob!r} is no name of a sealed original", subject=blob)
    path = register / FOLDER / blob
    try:
        with path.open("r+b", buffering=0) as file:
            left = os.fstat(file.fileno()).st_size
            while left > 0:
                left -= file.write(b"\0" * min(left, 1 << 20))
            os.fsync(file.fileno())
            file.truncate(0)
        path.unlink()
        handle = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except FileNotFoundError:
        return
    except OSError as problem:
        raise RegisterProblem(
            f"an original could not be destroyed ({problem.strerror or problem}); do it by hand: {path}", subject=blob
        ) from problem
