"""What people do: check the right, one transaction, write it in the log."""

from .anchoring import Orphan
from .engines import Engines, own_engines
from .evidence import ReadOutcome, original, read
from .finding import find_person, find_report
from .judging import amend, confirm, different, judgements, log, orphans, reject, retract, same, unsure
from .naming import compare_names
from .opening import Desk, Step, open_desk, quietly
from .settling import rebuild, settle
from .views import case_of, links_of, register_view

__all__ = [
    "Desk",
    "Engines",
    "Orphan",
    "ReadOutcome",
    "Step",
    "amend",
    "case_of",
    "compare_names",
    "confirm",
    "different",
    "find_person",
    "find_report",
    "judgements",
    "links_of",
    "log",
    "open_desk",
    "original",
    "orphans",
    "own_engines",
    "quietly",
    "read",
    "rebuild",
    "register_view",
    "reject",
    "retract",
    "same",
    "settle",
    "unsure",
]
