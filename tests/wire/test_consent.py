"""Case material goes to this machine, or where somebody allowed it by name."""

import pytest

from asyl.model import UsageProblem
from asyl.wire import Consent, allowed_address


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("http://127.0.0.1:8080/v1", "127.0.0.1", 8080),
        ("http://localhost:11434/v1/", "127.0.0.1", 11434),
        ("http://[::1]:9/v1", "::1", 9),
        ("http://127.8.8.8/v1", "127.8.8.8", 80),
        ("http://[::ffff:127.0.0.1]:9/v1", "::ffff:127.0.0.1", 9),
    ],
)
def test_this_machine_needs_no_consent(url: str, host: str, port: int) -> None:
    address = allowed_address(url, None)
    assert (address.host, address.port, address.path, address.remote) == (host, port, "/v1", False)


@pytest.mark.parametrize(
    "url",
    [
        "http://models.example/v1",
        "https://models.example/v1",
        "http://127.0.0.1.models.example/v1",
        "http://localhost.models.example/v1",
        "http://10.0.0.1/v1",
        "http://0.0.0.0/v1",
        "http://2130706433/v1",
        "http://[::ffff:10.0.0.1]/v1",
        "http://127.0.0.1@models.example/v1",
    ],
)
def test_another_machine_is_refused_without_consent(url: str) -> None:
    with pytest.raises(UsageProblem):
        allowed_address(url, None)


@pytest.mark.parametrize(
    "url",
    ["", "127.0.0.1:8080", "file:///etc/passwd", "http://", "http://[::1", "ftp://127.0.0.1/", "http://127.0.0.1/?a=b"],
)
def test_what_is_no_server_address_is_named(url: str) -> None:
    with pytest.raises(UsageProblem):
        allowed_address(url, Consent("models.example", "N. Orazbay", "tested"))


def test_consent_holds_for_one_host_and_for_https() -> None:
    consent = Consent("models.example", "the group's owner", "no machine of our own is strong enough")
    assert allowed_address("https://models.example/v1", consent).remote
    with pytest.raises(UsageProblem, match="https only"):
        allowed_address("http://models.example/v1", consent)
    with pytest.raises(UsageProblem, match="not this machine"):
        allowed_address("https://other.example/v1", consent)
