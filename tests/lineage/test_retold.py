"""What invented retellings changed is found, and little else; sources are found in the wordings reporters use."""

import time
import tomllib

import pytest

from asyl.lineage.phrases import clause, phrases_of
from asyl.model import Change
from benchmarks import attributions
from tests.lineage.stories import KNOWLEDGE, report, trace_of


def changes(before: str, after: str, language: str = "en") -> list[tuple[str, str, str]]:
    """The changes of a retelling that names its source and was published on the next day."""
    source = report("s", f"A heading\n\n{before}", "Millrace Courier", "2022-06-01", language=language)
    cue = {"en": "according to the Millrace Courier", "ru": "сообщает Millrace Courier"}[language]
    retold = report(
        "r", f"Another one\n\nThis is new, {cue}.\n\n{after}", "Lowland Echo", "2022-06-02", language=language
    )
    return [shown(change) for link in trace_of(source, retold) if link.source for change in link.changes]


def shown(change: Change) -> tuple[str, str, str]:
    return (
        change.kind.value,
        change.before.quote if change.before else "",
        change.after.quote if change.after else "",
    )


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (
            "Bayan Serik spent seventeen days in the cellar of the dairy before anybody asked.",
            "Bayan Serik spent seventy days in the cellar of the dairy before anybody asked.",
            ("number", "seventeen", "seventy"),
        ),
        (
            "Bayan Serik waited five days in the cellar of the dairy before anybody asked.",
            "Bayan Serik waited five weeks in the cellar of the dairy before anybody asked.",
            ("number", "five days", "five weeks"),
        ),
        (
            "Bayan Serik, 34, keeps bees on the roof of the dairy.",
            "Bayan Serik, 43, has bees on the roof of a dairy.",
            ("number", "34", "43"),
        ),
        (
            "The dairy in Karasai was closed in 2019 because of its cellar.",
            "The dairy in Karasai was closed in 2018 because of its cellar.",
            ("date", "2019", "2018"),
        ),
        (
            "According to her aunt, guards burnt the papers of Bayan Serik in the dairy.",
            "Guards burnt the papers of Bayan Serik in the dairy.",
            ("source_dropped", "According to her aunt", "Guards burnt the papers of Bayan Serik in the dairy"),
        ),
        (
            "Her brother Daniyar was allegedly drowned in the reservoir above Karasai.",
            "Her brother Daniyar was drowned in the reservoir above Karasai.",
            (
                "modality",
                "Her brother Daniyar was allegedly drowned in the reservoir above Karasai",
                "Her brother Daniyar was drowned in the reservoir above Karasai",
            ),
        ),
        (
            "The magistrate in Karasai did not order her expulsion that morning.",
            "The magistrate in Karasai ordered her expulsion that morning.",
            (
                "polarity",
                "The magistrate in Karasai did not order her expulsion that morning",
                "The magistrate in Karasai ordered her expulsion that morning",
            ),
        ),
    ],
)
def test_one_change(before: str, after: str, change: tuple[str, str, str]) -> None:
    assert change in changes(before, after)


def test_russian_hedge_and_source() -> None:
    found = changes(
        "По словам соседки, пекарню Баян Серик подожгли ночью. Возможно, полиция закроет пекарню навсегда.",
        "Ночью подожгли пекарню Баян Серик. Полиция закроет пекарню навсегда.",
        "ru",
    )
    assert ("source_dropped", "По словам соседки", "Ночью подожгли пекарню Баян Серик") in found
    assert "modality" in {kind for kind, _, _ in found}


@pytest.mark.parametrize(
    "text",
    [
        "Bayan Serik spent seventeen days in the cellar of a dairy. Her aunt says that guards burnt her papers there.",
        "The magistrate in Karasai did not order her expulsion. Bayan Serik, 34, may stay in the land until May 2023.",
    ],
)
def test_the_same_words_are_no_change(text: str) -> None:
    assert changes(text, text) == []


def test_who_names_the_source_again_drops_none() -> None:
    found = changes(
        "Her aunt says that guards burnt the papers of Bayan Serik in the dairy.",
        "Guards burnt the papers of Bayan Serik in the dairy, the Millrace Courier writes.",
    )
    assert "source_dropped" not in {kind for kind, _, _ in found}


def test_a_denied_status_that_got_lost() -> None:
    before = (
        "Bayan Serik spent seventeen days in the cellar of the dairy in Karasai. She mended the cheese cloths there. "
        "Neither she nor her brother Daniyar has been recognised as a refugee."
    )
    after = (
        "Bayan Serik spent seventeen days in the cellar of the dairy in Karasai. She mended the cheese cloths there."
    )
    lost = "Neither she nor her brother Daniyar has been recognised as a refugee."
    assert ("dropped", lost, "") in changes(before, after)


def test_clauses_and_phrases() -> None:
    phrases = phrases_of(KNOWLEDGE.language("en"))
    assert phrases is not None
    text = "He left in May; he may return, she said."
    assert phrases.hedges(text, 0, len(text)) == [(19, 22)]
    told = phrases.told(text, 0, len(text))
    assert told is not None
    assert text[slice(*told)] == "she said"
    assert text[slice(*clause(text, 20, 0, len(text)))] == "he may return"
    assert phrases_of(None) is None


def test_pairing_is_linear_in_long_reports() -> None:
    long = " ".join(f"Bayan Serik mended cloth number {n} in the dairy of Karasai." for n in range(3000))
    started = time.process_time()
    assert changes(long, long) == []
    assert time.process_time() - started < 60


def test_named_sources() -> None:
    for name, part in tomllib.loads(attributions.DATA.read_text(encoding="utf-8")).items():
        result = attributions.judged(part)
        assert result["precision"] >= 0.97, name
        assert result["recall"] >= 0.92, name
