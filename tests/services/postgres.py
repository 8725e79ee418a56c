"""A PostgreSQL server of the test run's own: Debian's programs, a throw-away folder, loopback only."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "shared_buffers": "16MB",
    "max_connections": "20",
}


@dataclass(frozen=True, slots=True)
class Server:
    host: str
    port: int
    user: str
    database: str

    @property
    def dsn(self) -> str:
        return f"postgresql://{self.user}@{self.host}:{self.port}/{self.database}"

    def django(self) -> dict[str, object]:
        """The same server as an entry of Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": str(self.port),
            "USER": self.user,
            "NAME": self.database,
        }


def unprivileged() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as the user its package made, else as nobody."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def call(*command: str | Path, user: str | None, folder: Path) -> None:
    # Not captured: pg_ctl leaves a server behind that would hold the pipe open for ever.
    with (folder / "log").open("ab") as log:
        words = [str(part) for part in command]
        done = subprocess.run(
            words, user=user, group=user and pwd.getpwnam(user).pw_gid, cwd=folder, stdout=log, stderr=log
        )
    if done.returncode:
        raise RuntimeError(f"{words[0]} failed:\n{(folder / 'log').read_text()[-2000:]}")


@contextmanager
def server(programs: Path) -> Iterator[Server]:
    """Start a server and stop it again, whatever happens in between."""
    user = unprivileged()
    # Not pytest's folder: its parents are closed to the unprivileged user.
    folder = Path(tempfile.mkdtemp(prefix="asyl-pg-"))
    data, port = folder / "data", free_port()
    if user:
        shutil.chown(folder, user)
    settings = SETTINGS | {"port": str(port), "unix_socket_directories": str(folder)}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    try:
        call(
            *(programs / "initdb", "--pgdata", data, "--username", "asyl", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
            user=user,
            folder=folder,
        )
        call(programs / "pg_ctl", "--pgdata", data, "--wait", "--options", options, "start", user=user, folder=folder)
        try:
            yield Server("127.0.0.1", port, "asyl", "postgres")
        finally:
            call(programs / "pg_ctl", "--pgdata", data, "--mode", "immediate", "stop", user=user, folder=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
