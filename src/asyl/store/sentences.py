"""What a database complains of, in a sentence a person can act on."""

from __future__ import annotations

from .locks import RETIRED

_SENTENCES = (
    ("encrypted or moved meanwhile", RETIRED),
    ("locked", "another asyl is writing to it and did not finish in time; try again"),
    ("readonly", "it may only be read, and asyl has to write to it"),
    ("full", "the disk is full; make room and try again, nothing that was acknowledged is lost"),
    ("disk i/o", "the disk reports an error; copy the folder to another disk before you go on"),
    ("malformed", "its file is damaged; restore a copy"),
    ("not a database", "its file is damaged, encrypted, or not a register of asyl"),
    ("unable to open", "its file cannot be opened; look at the permissions of the folder"),
    ("no password supplied", "its database asks for a password: put it into ~/.pgpass (mode 600)"),
    ("password authentication failed", "its database refuses the password in ~/.pgpass, or the user"),
    ("connection failed", "its database server does not answer; look at the address in the file `server`"),
)


def said(problem: Exception) -> str:
    """The sentence for an error of a database library; the first line of its own words when there is none."""
    words = str(problem).strip() or type(problem).__name__
    return next((sentence for sign, sentence in _SENTENCES if sign in words.casefold()), words.splitlines()[0])
