"""Texts read from a file when they are asked for, so that only what a system keeps of them takes memory; and the
memory that a process grew to."""

import os
import resource
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from typing import overload

_AT_ONCE = 500  # texts read together
_STATUS = Path("/proc/self/status")


def peak_memory() -> float:
    """Megabytes that this process grew to. On Linux the high-water mark since the program began: what `getrusage` says
    of a child process begins with what its parent had when it was started."""
    if _STATUS.exists():
        for line in _STATUS.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


class Texts(Sequence[str]):
    """The texts of an ASCII file, one after another without anything between them. lengths: of each, in letters."""

    def __init__(self, path: str, lengths: Sequence[int]) -> None:
        self._file = os.open(path, os.O_RDONLY)
        self._begins = array("q", [0, *accumulate(lengths)])

    def __len__(self) -> int:
        return len(self._begins) - 1

    @overload
    def __getitem__(self, which: int) -> str: ...

    @overload
    def __getitem__(self, which: slice) -> list[str]: ...

    def __getitem__(self, which: int | slice) -> str | list[str]:
        if isinstance(which, slice):
            return [self[number] for number in range(*which.indices(len(self)))]
        if which >= len(self):
            raise IndexError(which)
        low, high = self._begins[which], self._begins[which + 1]
        return os.pread(self._file, high - low, low).decode("ascii")

    def __iter__(self) -> Iterator[str]:
        for first in range(0, len(self), _AT_ONCE):
            begins = self._begins[first : first + _AT_ONCE + 1]
            letters = os.pread(self._file, begins[-1] - begins[0], begins[0]).decode("ascii")
            for low, high in pairwise(begins):
                yield letters[low - begins[0] : high - begins[0]]
