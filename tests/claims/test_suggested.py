"""However hostile an answer is, no claim comes of it whose words are not there."""

from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.claims import admit_suggestions, read
from asyl.model import Suggestion, Tier
from tests.claims.tools import KNOWLEDGE, report

TEXT = "Aliya Omirbek fled in 2019. She was never arrested. The court let Aliya Omirbek stay on 4 June 2020. Let stay."
words = st.one_of(
    st.text(max_size=40),
    st.builds(lambda a, b: TEXT[min(a, b) : max(a, b)], st.integers(0, len(TEXT)), st.integers(0, len(TEXT))),
)
suggestion = st.builds(
    Suggestion,
    quote=words,
    kind=st.sampled_from(["claim", "person", "other"]),
    event=st.sampled_from(["flight", "stay_allowed", "removal", "arrest", "nonsense", ""]),
    person=words,
    date=words,
    speaker=words,
    polarity=st.sampled_from(["affirmed", "negated", "x"]),
    modality=st.sampled_from(["asserted", "attributed", "planned", "feared", "x"]),
    before=st.one_of(st.just(""), words),
    after=st.one_of(st.just(""), words),
)
MADE = report(TEXT)
READ = read(MADE, KNOWLEDGE)


@settings(max_examples=150, deadline=None)
@given(st.lists(suggestion, max_size=8))
def test_every_quote_stands_in_the_text(said: list[Suggestion]) -> None:
    result = admit_suggestions(MADE, READ, said, "m", KNOWLEDGE)
    for claim in result.reading.claims:
        assert claim.trigger.holds(TEXT)
        assert claim.dating is None or claim.dating.span is None or claim.dating.span.holds(TEXT)
        assert not (
            claim.method == "m" and claim.event == "removal" and claim.tier is Tier.SUGGESTED and claim.happened
        )
    assert set(READ.claims) <= set(result.reading.claims)
    known = {mention.local for mention in result.reading.mentions}
    assert {claim.person for claim in result.reading.claims if claim.person} <= known


def test_context_decides_between_two_places() -> None:
    twice = Suggestion("Aliya Omirbek", kind="claim", event="move", person="Aliya Omirbek", before="let")
    (claim,) = [
        one for one in admit_suggestions(MADE, READ, [twice], "m", KNOWLEDGE).reading.claims if one.method == "m"
    ]
    assert claim.trigger.start == TEXT.rindex("Aliya")


def test_more_suggestions_than_anybody_checks_are_refused_by_number() -> None:
    result = admit_suggestions(MADE, READ, [Suggestion("no such words", event="flight")] * 600, "m", KNOWLEDGE)
    assert sum("only 500" in one.why for one in result.refused) == 100
