"""Libraries that find persons: asked for words only, absent without harm."""

import pytest

from asyl.claims import admit_suggestions, read
from asyl.model import BackendProblem, Question, Suggestion
from asyl.wire import gliner, spacy
from tests.claims.tools import KNOWLEDGE, report


def ask(text: str, language: str) -> Question:
    return Question(text, language, None, (text,), ())


@pytest.mark.parametrize("finder", [spacy("no-such-pipeline"), gliner("/no/such/folder")])
def test_a_library_that_is_not_there_says_what_to_do(finder: object) -> None:
    with pytest.raises(BackendProblem, match=r"models\.md"):
        finder.ask(ask("Marta Ilves spoke.", "en"))  # type: ignore[attr-defined]


def test_a_new_person_is_added_wherever_the_words_stand_and_known_ones_stay() -> None:
    text = "Dauren Seitqali left in May. Then qasymbek the Younger wrote, and Dauren Seitqali answered. Qasymbek left."
    made = report(text)
    reading = read(made, KNOWLEDGE)
    said = [Suggestion(name, kind="person") for name in ("Dauren Seitqali", "Younger", "Nobody Atall", "in May.", "")]
    result = admit_suggestions(made, reading, said, "lib", KNOWLEDGE)
    added = [mention for mention in result.reading.mentions if mention.how == "lib"]
    assert all(mention.span.holds(text) for mention in added)
    assert {mention.name for mention in added} <= {"Younger", "in May."}
    assert {one.suggestion.quote for one in result.refused} >= {"Dauren Seitqali", "Nobody Atall", ""}
    assert set(reading.mentions) <= set(result.reading.mentions)
