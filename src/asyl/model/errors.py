"""One base for everything that can go wrong, each with a sentence a person can act on."""

from __future__ import annotations

DONE, SOME_REFUSED, USAGE, INTEGRITY = 0, 1, 2, 3


class AsylError(Exception):
    """Something went wrong that a person can act on.

    `subject` is the thing it is about (a path, an id), `exit_code` what a command ends with.
    """

    exit_code = SOME_REFUSED

    def __init__(self, sentence: str, *, subject: object = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.subject = subject


class Refused(AsylError):
    """One input could not be taken; the others are not touched by it."""


class UsageProblem(AsylError):
    """The command or its arguments make no sense as given."""

    exit_code = USAGE


class NotFound(AsylError):
    """Nothing in the register answers to this name or id."""

    exit_code = USAGE


class NotAllowed(AsylError):
    """The person who acts may not do this here. Says nothing about what is there."""

    exit_code = USAGE


class Overtaken(AsylError):
    """Somebody decided about the same thing meanwhile; nothing was written. `subject` is their judgement."""


class RegisterProblem(AsylError):
    """The register cannot be opened or used as it is."""

    exit_code = USAGE


class KnowledgeProblem(AsylError):
    """A knowledge file is not valid; the sentence names the file and the entry."""

    exit_code = USAGE


class IntegrityFailure(AsylError):
    """What is kept is not what was put there."""

    exit_code = INTEGRITY


class QuoteNotThere(IntegrityFailure):
    """A quote does not stand at its offsets: the value that rests on it is not made."""


class EdtfProblem(AsylError, ValueError):
    """A string is no date of the EDTF subset that asyl writes."""

    exit_code = USAGE
