"""A model server that speaks the chat-completions form, on this machine unless somebody allowed another."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field

import msgspec
import urllib3

from asyl.model import Answer, BackendProblem, Exchange, Question, Suggestion

from .answers import content_of, suggestions_in
from .consent import Address, Consent, allowed_address
from .prompting import body, windows

_MOST_BYTES = 2_000_000  # of one answer
_CHUNK = 65_536  # bytes read at once
_CONNECT = 5.0  # seconds
_QUIET = 30.0  # seconds without a byte in the middle of an answer
_NO_SCHEMA = (400, 404, 415, 422, 501)  # what servers say that do not know `response_format`


@dataclass(frozen=True, slots=True)
class ChatServer:
    """`url` ends where `/chat/completions` begins (`http://127.0.0.1:8080/v1`). `seconds` bounds one request whole.

    Raises UsageProblem when made for an address that reports must not be sent to.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = 300.0
    consent: Consent | None = None
    address: Address = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", allowed_address(self.url, self.consent))

    @property
    def name(self) -> str:
        return f"chat:{self.model}"

    def ask(self, question: Question) -> Answer:
        """One request for each window of the text. Raises BackendProblem when no window gave anything usable."""
        parts, cut = windows(question)
        exchanges: list[Exchange] = []
        found: list[Suggestion] = []
        faults = ["the end of the report was not sent: it is too long"] if cut else []
        with_schema = True
        with self._pool() as pool:
            digest = self._digest(pool)
            for part in parts:
                sent, raw, with_schema = self._complete(pool, question, part, with_schema)
                exchanges.append(Exchange(hashlib.sha256(sent).hexdigest(), raw.decode("utf-8", "replace")))
                claims, wrong = self._read(raw)
                found += claims
                faults += wrong
        if parts and not found and len(faults) >= len(parts):
            raise BackendProblem(f"{self._who} answered nothing that can be used: {faults[0]}.", subject=self.url)
        settings = f"temperature 0, seed 1, {'JSON schema' if with_schema else 'no schema'}"
        return Answer("chat", self.model, digest, settings, tuple(exchanges), tuple(found), tuple(faults))

    @property
    def _who(self) -> str:
        return f"The model server at {self.address.host}:{self.address.port}"

    def _pool(self) -> urllib3.HTTPConnectionPool:
        kind = urllib3.HTTPSConnectionPool if self.address.scheme == "https" else urllib3.HTTPConnectionPool
        wait = urllib3.Timeout(connect=_CONNECT, read=min(_QUIET, self.seconds))
        return kind(self.address.host, self.address.port, timeout=wait, retries=False, maxsize=1)

    def _complete(
        self, pool: urllib3.HTTPConnectionPool, question: Question, part: str, with_schema: bool
    ) -> tuple[bytes, bytes, bool]:
        """What was sent, the raw answer, and whether the server knows schemas."""
        sent = body(question, part, self.model, with_schema)
        status, raw = self._request(pool, "POST", "/chat/completions", sent, self.seconds)
        if with_schema and status in _NO_SCHEMA:
            sent, with_schema = body(question, part, self.model, False), False
            status, raw = self._request(pool, "POST", "/chat/completions", sent, self.seconds)
        if status != 200:
            raise BackendProblem(f"{self._who} refused the request with HTTP {status}.", subject=self.url)
        return sent, raw, with_schema

    def _digest(self, pool: urllib3.HTTPConnectionPool) -> str:
        """SHA-256 of what the server lists about the model (a file, a revision); empty if it does not."""
        try:
            status, raw = self._request(pool, "GET", "/models", None, _CONNECT)
            said = msgspec.json.decode(raw) if status == 200 else None
        except (BackendProblem, msgspec.MsgspecError, RecursionError):
            return ""
        listed = said.get("data") if isinstance(said, dict) else None
        entries = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
        entry = next((one for one in entries if one.get("id") == self.model), None)
        return hashlib.sha256(msgspec.json.encode(entry, order="sorted")).hexdigest() if entry else ""

    def _request(
        self, pool: urllib3.HTTPConnectionPool, method: str, path: str, sent: bytes | None, seconds: float
    ) -> tuple[int, bytes]:
        """Status and body. No redirect is followed, no proxy used, nothing beyond the caps is read or awaited."""
        headers = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        until = time.monotonic() + seconds
        read = min(seconds, self.seconds)
        try:
            answer = pool.urlopen(
                method,
                self.address.path + path,
                body=sent,
                headers=headers,
                redirect=False,
                preload_content=False,
                timeout=urllib3.Timeout(connect=_CONNECT, read=read),
            )
            try:
                return answer.status, self._drain(answer, until)
            finally:
                answer.close()
        except urllib3.exceptions.HTTPError as problem:
            raise BackendProblem(
                f"{self._who} gave no answer ({type(problem).__name__}). Is it running, and is the model loaded?",
                subject=self.url,
            ) from problem

    def _drain(self, answer: urllib3.BaseHTTPResponse, until: float) -> bytes:
        got = bytearray()
        while chunk := answer.read1(_CHUNK):
            got += chunk
            if len(got) > _MOST_BYTES:
                raise BackendProblem(f"{self._who} sent more than {_MOST_BYTES:,} bytes.", subject=self.url)
            if time.monotonic() > until:
                raise BackendProblem(f"{self._who} took longer than {self.seconds:g} seconds.", subject=self.url)
        return bytes(got)

    @staticmethod
    def _read(raw: bytes) -> tuple[list[Suggestion], list[str]]:
        try:
            return suggestions_in(content_of(raw))
        except ValueError as problem:
            return [], [str(problem)]
