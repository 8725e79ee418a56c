"""Watches every write and fsync of this process, below SQLite as below Python, and can make any one of them fail.

SQLite is watched at its own border to the system (sqlite3_vfs), the plain library and SQLCipher's alike: no compiler,
no privilege, and the code under watch is asyl's own, unchanged.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlcipher3._sqlite3

_FULL, _IOERR_WRITE, _IOERR_FSYNC = 13, 778, 1034
_CREATE, _JOURNAL, _WAL = 0x4, 0x800, 0x80000  # flags of xOpen
# A name goes on as the pointer it is: SQLite keeps it, and more words stand behind its end.
_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("size", ctypes.c_int),
        ("longest", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
    )


class _Methods(ctypes.Structure):
    _fields_ = (
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("rest", ctypes.c_void_p * 13),
    )


@dataclass(slots=True)
class Disk:
    """What happened below `root`, in order: (what, path, ...). `fail_at` counts writes and fsyncs from 1."""

    root: Path
    keep: bool = True  # the trace; counting alone needs none
    fail_at: int = 0
    code: int = errno.ENOSPC
    sticky: bool = False  # a disk that is full stays full
    steps: int = 0
    trace: list[tuple[Any, ...]] = field(default_factory=list)

    def note(self, what: str, path: str, *rest: Any) -> None:
        if self.keep and self.inside(path):
            self.trace.append((what, os.path.relpath(path, self.root), *rest))

    def inside(self, path: str) -> bool:
        return path == str(self.root) or path.startswith(f"{self.root}{os.sep}")

    def fails(self, path: str) -> bool:
        """True when this write or fsync is the one to fail."""
        if not self.inside(path):
            return False
        self.steps += 1
        return bool(self.fail_at) and (self.steps == self.fail_at or (self.sticky and self.steps > self.fail_at))

    def acknowledge(self, what: str) -> None:
        self.trace.append(("ack", what))


@contextmanager
def watched(disk: Disk) -> Iterator[Disk]:
    """Everything this process does to files goes by `disk` inside."""
    undo = [_watch_library(disk, str(module.__file__)) for module in (_sqlite3, sqlcipher3._sqlite3)]
    undo.append(_watch_python(disk))
    try:
        yield disk
    finally:
        for step in undo:
            step()


# -- SQLite --------------------------------------------------------------------------------------------------------


def _watch_library(disk: Disk, library: str) -> Callable[[], None]:
    find = ctypes.CDLL(library).sqlite3_vfs_find
    find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
    vfs = _Vfs.from_address(find(None))
    before = vfs.open, vfs.delete
    alive = _Library(disk, *before)
    vfs.open, vfs.delete = alive.pointers

    def undo() -> None:
        vfs.open, vfs.delete = before
        alive.disk = Disk(Path("/nowhere"))  # files that stay open go on being written by the same functions

    return undo


class _Library:
    """The functions that stand in for those of one SQLite library."""

    def __init__(self, disk: Disk, opens: int, deletes: int) -> None:
        self.disk = disk
        self._names: dict[int, tuple[str, bool]] = {}  # file -> its path, and whether its folder waits to be synced
        self._own: dict[int, tuple[_Methods, Any]] = {}  # methods of SQLite -> ours, kept alive
        self._real: dict[int, _Methods] = {}
        self._opens, self._deletes = _OPEN(opens), _DELETE(deletes)
        self._kept = _OPEN(self._open), _DELETE(self._delete)

    @property
    def pointers(self) -> tuple[int, int]:
        one, other = (ctypes.cast(function, ctypes.c_void_p).value for function in self._kept)
        return one or 0, other or 0

    def _open(self, vfs: int, name: int | None, file: int, flags: int, out: int | None) -> int:
        path = os.fsdecode(ctypes.string_at(name)) if name else ""
        new = bool(path and flags & _CREATE) and not os.path.exists(path)
        done = self._opens(vfs, name, file, flags, out)
        pointer = ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))
        if done == 0 and path and pointer[0]:
            self._names[file] = path, new and bool(flags & (_JOURNAL | _WAL))
            if new:
                self.disk.note("create", path)
            pointer[0] = ctypes.addressof(self._methods(int(pointer[0])))
        return int(done)

    def _methods(self, real: int) -> _Methods:
        if real not in self._own:
            copy = _Methods.from_buffer_copy(_Methods.from_address(real))
            mine = _WRITE(self._write), _TRUNCATE(self._truncate), _SYNC(self._sync)
            copy.write, copy.truncate, copy.sync = (ctypes.cast(one, ctypes.c_void_p).value for one in mine)
            self._own[real] = copy, mine
            self._real[ctypes.addressof(copy)] = _Methods.from_address(real)
        return self._own[real][0]

    def _of(self, file: int) -> _Methods:
        return self._real[int(ctypes.cast(file, ctypes.POINTER(ctypes.c_void_p))[0] or 0)]

    def _write(self, file: int, data: int, size: int, offset: int) -> int:
        path = self._names[file][0]
        if self.disk.fails(path):
            return _FULL if self.disk.code == errno.ENOSPC else _IOERR_WRITE
        self.disk.note("write", path, offset, ctypes.string_at(data, size) if self.disk.keep else b"")
        return int(_WRITE(self._of(file).write)(file, data, size, offset))

    def _truncate(self, file: int, size: int) -> int:
        self.disk.note("truncate", self._names[file][0], size)
        return int(_TRUNCATE(self._of(file).truncate)(file, size))

    def _sync(self, file: int, flags: int) -> int:
        path, folder = self._names[file]
        if self.disk.fails(path):
            return _IOERR_FSYNC
        done = int(_SYNC(self._of(file).sync)(file, flags))
        self.disk.note("fsync", path)
        if folder:
            self._names[file] = path, False
            self.disk.note("fsyncdir", os.path.dirname(path))
        return done

    def _delete(self, vfs: int, name: int, sync: int) -> int:
        path = os.fsdecode(ctypes.string_at(name))
        there = os.path.exists(path)
        done = int(self._deletes(vfs, name, sync))
        if there:
            self.disk.note("unlink", path)
            if sync:
                self.disk.note("fsyncdir", os.path.dirname(path))
        return done


# -- Python --------------------------------------------------------------------------------------------------------


def _watch_python(disk: Disk) -> Callable[[], None]:
    watch = _Python(disk)
    before = {name: getattr(os, name) for name in watch.names}
    for name in watch.names:
        setattr(os, name, getattr(watch, name))

    def undo() -> None:
        for name, function in before.items():
            setattr(os, name, function)

    return undo


class _Python:
    """The functions that stand in for those of `os`."""

    names = ("open", "close", "write", "fsync", "link", "rename", "replace", "unlink", "remove", "mkdir", "rmdir")

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._real = {name: getattr(os, name) for name in self.names}
        self._open: dict[int, list[Any]] = {}  # handle -> path, offset, whether it is a folder

    def open(self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        full = self._full(path, dir_fd)
        new = bool(flags & os.O_CREAT) and not os.path.lexists(full)
        handle: int = self._real["open"](path, flags, mode, dir_fd=dir_fd)
        self._open[handle] = [full, 0, os.path.isdir(full)]
        if new:
            self._disk.note("create", full)
        return handle

    def close(self, handle: int) -> None:
        self._open.pop(handle, None)
        self._real["close"](handle)

    def write(self, handle: int, data: Any) -> int:
        if handle not in self._open:
            return int(self._real["write"](handle, data))
        path, offset, _ = self._open[handle]
        self._may_fail(path)
        done = int(self._real["write"](handle, data))
        self._disk.note("write", path, offset, bytes(data[:done]) if self._disk.keep else b"")
        self._open[handle][1] += done
        return done

    def fsync(self, handle: int) -> None:
        path, _, folder = self._open.get(handle, ["", 0, False])
        if path:
            self._may_fail(path)
        self._real["fsync"](handle)
        self._disk.note("fsyncdir" if folder else "fsync", path)

    def link(self, source: Any, target: Any) -> None:
        self._real["link"](source, target)
        self._disk.note("link", self._full(source, None), os.path.relpath(self._full(target, None), self._disk.root))

    def rename(self, source: Any, target: Any) -> None:
        self._real["rename"](source, target)
        self._disk.note("rename", self._full(source, None), os.path.relpath(self._full(target, None), self._disk.root))

    def replace(self, source: Any, target: Any) -> None:
        self.rename(source, target)

    def unlink(self, path: Any, *, dir_fd: int | None = None) -> None:
        full = self._full(path, dir_fd)
        self._real["unlink"](path, dir_fd=dir_fd)
        self._disk.note("unlink", full)

    def remove(self, path: Any, *, dir_fd: int | None = None) -> None:
        self.unlink(path, dir_fd=dir_fd)

    def mkdir(self, path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        self._real["mkdir"](path, mode, dir_fd=dir_fd)
        self._disk.note("mkdir", self._full(path, dir_fd))

    def rmdir(self, path: Any, *, dir_fd: int | None = None) -> None:
        full = self._full(path, dir_fd)
        self._real["rmdir"](path, dir_fd=dir_fd)
        self._disk.note("rmdir", full)

    def _may_fail(self, path: str) -> None:
        if self._disk.fails(path):
            raise OSError(self._disk.code, os.strerror(self._disk.code))

    def _full(self, path: Any, dir_fd: int | None) -> str:
        name = os.fsdecode(path)
        if dir_fd is not None:
            return os.path.join(os.readlink(f"/proc/self/fd/{dir_fd}"), name)
        return os.path.abspath(name)
