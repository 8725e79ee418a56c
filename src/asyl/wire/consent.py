"""Where case material may be sent: to this machine, or to one host that somebody of the group allowed by name."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from asyl.model import UsageProblem

_LOCAL = "localhost"
_SCHEMES = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Consent:
    """Somebody's decision that reports of this register may be sent to a host outside this machine."""

    host: str
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Address:
    """A server to speak to. `host` is what is connected to: `localhost` has become the loopback address, so no
    resolver of the machine can send it elsewhere."""

    scheme: str
    host: str
    port: int
    path: str
    remote: bool


def allowed_address(url: str, consent: Consent | None) -> Address:
    """The address of a URL, when reports may go there.

    Raises UsageProblem for a URL that is none, for one that carries a password, for a host that is not this machine
    and has no consent, and for plain http to another machine even with consent.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").casefold(), parts.port
    except ValueError as problem:
        raise UsageProblem(f"“{url}” is no address of a server.", subject=url) from problem
    if parts.scheme not in _SCHEMES or not host or parts.query or parts.fragment:
        raise UsageProblem(f"“{url}” is no address of a server. Write it like http://127.0.0.1:8080/v1.", subject=url)
    if parts.username or parts.password:
        raise UsageProblem("Put no password into the address; name a file that holds the key.", subject=host)
    local = host == _LOCAL or _is_loopback(host)
    if not local:
        _check(host, parts.scheme, consent)
    shown = "127.0.0.1" if host == _LOCAL else host
    return Address(parts.scheme, shown, port or _SCHEMES[parts.scheme], parts.path.rstrip("/"), not local)


def _is_loopback(host: str) -> bool:
    try:
        address = ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


def _check(host: str, scheme: str, consent: Consent | None) -> None:
    if consent is None or consent.host.casefold() != host:
        raise UsageProblem(
            f"{host} is not this machine, and nobody has allowed this register's reports to be sent there. "
            "Run the model on this machine, or have an owner of the register allow that host by name.",
            subject=host,
        )
    if scheme != "https":
        raise UsageProblem(f"Reports go to {host} over https only.", subject=host)
