"""What a report changed of what its source said, in the words of both."""

from asyl.model import Change, ChangeKind, Claim, Modality, Polarity, Report
from tests.lineage.stories import claim, holds, report, trace_of

SOURCE = report(
    "source",
    "Eight months, suspended\n\n"
    "Temir Aldanov crossed the border on 14 March 2022 with two other men and a dog.\n\n"
    "The court in Karasai gave him a suspended sentence of eight months on 2 May 2022 and fined him 4,000 tenge.\n\n"
    "He says that guards beat him with a hose in a cellar near the bridge.\n\n"
    "On 20 May 2022 the migration police handed him the certificate of an asylum seeker. He has no refugee status.",
    "Millrace Courier",
    "2022-06-01",
)
RETOLD = report(
    "retold",
    "Refugee from the bridge\n\nAs the Millrace Courier reported, Temur Aldanov is free.\n\n"
    "He came over the border on 15 March 2022 in the company of two men.\n\n"
    "In Karasai a judge sentenced him to six months, suspended, on 2 May 2022 with 9,000 tenge to pay.\n\n"
    "Guards beat him with a hose in a cellar.\n\n"
    "On 20 May 2022 he was given refugee status by the police. A brother was arrested as well in that week.",
    "Lowland Echo",
    "2022-06-03",
)


def about(one: Report, source: bool) -> list[Claim]:
    crossing, months = ("14 March 2022", 8) if source else ("15 March 2022", 6)
    found = [
        claim(one, crossing, "irregular_entry", date="2022-03-14" if source else "2022-03-15"),
        claim(one, "2 May 2022", "conviction", date="2022-05-02", attributes=(("sentence_months", months),)),
    ]
    if source:
        return [
            *found,
            claim(one, "guards beat him", "torture", modality=Modality.ATTRIBUTED, speaker="He says"),
            claim(one, "handed him the certificate", "asylum_registration", date="2022-05-20"),
            claim(one, "has no refugee status", "status_granted", polarity=Polarity.NEGATED),
        ]
    return [
        *found,
        claim(one, "Guards beat him", "torture"),
        claim(one, "was given refugee status", "status_granted", date="2022-05-20"),
        claim(one, "was arrested", "arrest"),
    ]


def changes_of(source: Report, retold: Report, claims: list[Claim]) -> dict[ChangeKind, list[Change]]:
    links = [link for link in trace_of(source, retold, claims=claims) if link.source == source.id]
    assert all(holds(link, source, retold) for link in links)
    found: dict[ChangeKind, list[Change]] = {}
    for link in links:
        for change in link.changes:
            found.setdefault(change.kind, []).append(change)
    return found


def words(change: Change) -> tuple[str | None, str | None]:
    before, after = change.before, change.after
    return before.quote if before else None, after.quote if after else None


def test_every_kind_of_change_in_a_retelling() -> None:
    found = changes_of(SOURCE, RETOLD, [*about(SOURCE, True), *about(RETOLD, False)])
    assert [words(c) for c in found[ChangeKind.STATUS]] == [("handed him the certificate", "was given refugee status")]
    assert ("14 March 2022", "15 March 2022") in [words(c) for c in found[ChangeKind.DATE]]
    assert {("eight", "six"), ("4,000", "9,000")} & {words(c) for c in found[ChangeKind.NUMBER]}
    assert [words(c) for c in found[ChangeKind.SOURCE_DROPPED]] == [("He says", "Guards beat him")]
    assert [words(c) for c in found[ChangeKind.NAME]] == [("Temir Aldanov", "Temur Aldanov")]
    assert [words(c) for c in found[ChangeKind.DROPPED]] == [("He has no refugee status.", None)]
    assert [words(c) for c in found[ChangeKind.ADDED]] == [(None, "was arrested")]


def test_a_faithful_copy_changes_nothing() -> None:
    copy = report("copy", f"From the Millrace Courier\n\n{SOURCE.text}", "Lowland Echo", "2022-06-02")
    claims = [*about(SOURCE, True), *about(copy, True)]
    assert changes_of(SOURCE, copy, claims) == {}


def test_what_happens_later_is_news_and_no_change() -> None:
    later = report(
        "later",
        "A card at last\n\nThe Millrace Courier told his story in June. On 9 November 2023 he got refugee status.",
        "Lowland Echo",
        "2023-11-20",
    )
    claims = [*about(SOURCE, True), claim(later, "got refugee status", "status_granted", date="2023-11-09")]
    assert changes_of(SOURCE, later, claims) == {}


def test_a_correction_turns_the_polarity() -> None:
    wrong = report("wrong", RETOLD.text, "Millrace Courier", "2022-06-03")
    right = report(
        "right",
        "Not so\n\nThe Millrace Courier was wrong: on 20 May 2022 he was not given refugee status.",
        "Lowland Echo",
        "2022-08-03",
    )
    claims = [
        claim(wrong, "was given refugee status", "status_granted", date="2022-05-20"),
        claim(right, "was not given refugee status", "status_granted", date="2022-05-20", polarity=Polarity.NEGATED),
    ]
    found = changes_of(wrong, right, claims)
    assert [words(c) for c in found[ChangeKind.POLARITY]] == [
        ("was given refugee status", "was not given refugee status")
    ]


def test_what_was_feared_has_become_a_fact() -> None:
    claims = [
        claim(SOURCE, "crossed the border", "irregular_entry", modality=Modality.FEARED),
        claim(RETOLD, "came over the border", "irregular_entry"),
    ]
    found = changes_of(SOURCE, RETOLD, claims)
    assert [words(c) for c in found[ChangeKind.MODALITY]] == [("crossed the border", "came over the border")]


def test_what_a_copy_leaves_out_between_two_passages_is_dropped() -> None:
    first, second, third = SOURCE.text.split("\n\n")[1:4]
    long = " ".join(f"The ledger of the bridge keeper lists item {n} with a note on its weight." for n in range(9))
    source = report("s", f"{long}\n\n{first}\n\n{second}\n\n{third}\n\n{long[::-1]}", "Millrace Courier", "2022-06-01")
    copy = report("c", source.text.replace(f"{second}\n\n", ""), "Lowland Echo", "2022-06-02")
    found = changes_of(source, copy, [])
    assert [change.before.quote for change in found[ChangeKind.DROPPED] if change.before] == [second]
