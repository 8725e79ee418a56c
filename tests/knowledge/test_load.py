"""The data files: what is wrong is named with its file and entry; what a user adds needs no Python."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.knowledge import load_knowledge, own_knowledge
from asyl.knowledge.countries import read_countries
from asyl.knowledge.joining import read_joining
from asyl.knowledge.languages import read_language
from asyl.knowledge.procedures import read_procedures
from asyl.knowledge.transitions import read_standings
from asyl.knowledge.vocabulary import read_events, read_outlets, read_statuses
from asyl.model import KnowledgeProblem, Verified
from asyl.text import find_dates
from tests.cases.makers import Say, case, the, told

PROCEDURE = """
[[procedure]]
id = "{id}"
country = "{country}"
name = "Refugees Act"
effective_from = "{first}"

[[procedure.rule]]
id = "kg.appeal"
what = "complaint"
kind = "duty"
track = "asylum"
starts_on = "notice"
trigger = "{trigger}"
ends = ["appeal"]
limit = 10
unit = "working_day"
authority = "court"
source = "{source}"
verified = "recall"
"""
COUNTRY = '[KG]\nname = "Kyrgyzstan"\nwords = ["kyrgyzstan", "bishkek"]\n'


def put(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_toml", ".toml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def procedure(**changes: str) -> str:
    values = {"id": "KG-1", "country": "KG", "first": "2020-01-01", "trigger": "asylum_refusal", "source": "a law"}
    return PROCEDURE.format(**{**values, **changes})


def test_a_country_with_its_procedure_is_added_without_python(tmp_path: Path) -> None:
    knowledge = load_knowledge(put(tmp_path, countries_toml=COUNTRY, procedures__kg_toml=procedure()))
    refused = told("a", Say("asylum_refusal", "2025-12-22", place="Bishkek"))
    (deadline,) = case(refused, knowledge=knowledge).deadlines
    assert (deadline.rule, deadline.due.isoformat(), deadline.verified) == ("KG-1 kg.appeal", "2026-01-05", False)
    assert case(refused).deadlines == ()


def test_an_outlet_family_is_added_without_python(tmp_path: Path) -> None:
    entry = '[[outlet]]\nname = "{}"\nfamily = "karvon"\nkind = "newspaper"\nsource = "imprint"\n'
    knowledge = load_knowledge(put(tmp_path, outlets_toml=entry.format("Karvon") + entry.format("Yo'l")))
    reports = [
        told(name, Say("arrest", "2025-03-14"), publisher=outlet) for name, outlet in (("a", "Karvon"), ("b", "Yo'l"))
    ]
    assert len(the(case(*reports, knowledge=knowledge), "arrest").origins) == 1
    assert len(the(case(*reports), "arrest").origins) == 2


def test_a_language_is_added_without_python(tmp_path: Path) -> None:
    calendar = "[months]\nianuarie = 1\nmartie = 3\n[weekdays]\n[seasons]\n[numbers]\n"
    pack = {"languages__ro__language_toml": 'name = "română"\n', "languages__ro__calendar_toml": calendar}
    language = load_knowledge(put(tmp_path, **pack)).languages["ro"]
    assert language.name == "română"
    found = find_dates("La 3 martie 2021 a plecat.", language, None)
    assert [item.edtf for item in found] == ["2021-03-03"]


def test_a_pack_of_the_same_code_replaces_the_package_s(tmp_path: Path) -> None:
    knowledge = load_knowledge(put(tmp_path, languages__kk__language_toml='name = "mine"\n'))
    assert knowledge.languages["kk"].name == "mine"
    assert knowledge.languages["kk"].calendar.months == {}
    assert knowledge.languages["ru"] == own_knowledge().languages["ru"]


def test_a_folder_without_data_changes_nothing(tmp_path: Path) -> None:
    mine, own = load_knowledge(tmp_path), own_knowledge()
    assert (mine.languages, mine.procedures, mine.outlets, mine.countries) == (
        own.languages,
        own.procedures,
        own.outlets,
        own.countries,
    )


WRONG = {
    "no TOML": ({"procedures__kg_toml": "[[procedure"}, "procedures/kg.toml is not valid TOML"),
    "no text": ({"outlets_toml": "\x00"}, "outlets.toml is not valid TOML"),
    "pack without its name": ({"languages__ro__calendar_toml": ""}, "languages/ro: needs language.toml"),
    "pack with a stray file": (
        {"languages__ro__language_toml": 'name = "r"', "languages__ro__notes_toml": ""},
        "languages/ro: needs language.toml and may have",
    ),
    "month out of the year": (
        {"languages__ro__language_toml": 'name = "r"', "languages__ro__calendar_toml": "[months]\nmartie = 13"},
        "languages/ro/calendar.toml, months: 'martie' must be 1 to 12, not 13",
    ),
    "pattern of no event": (
        {
            "languages__ro__language_toml": 'name = "r"',
            "languages__ro__patterns_toml": '[[pattern]]\nevent = "wedding"\nwords = "x"',
        },
        "languages/ro/patterns.toml, pattern 1: `event` is 'wedding'",
    ),
    "country twice": (
        {"countries_toml": COUNTRY.replace("bishkek", "almaty")},
        "countries.toml, KG: uses 'almaty', which names KZ",
    ),
    "procedure of nowhere": (
        {"procedures__kg_toml": procedure()},
        "procedures, KG-1: countries.toml does not name 'KG'",
    ),
    "unknown event": (
        {"countries_toml": COUNTRY, "procedures__kg_toml": procedure(trigger="wedding")},
        "procedures/kg.toml, KG-1, rule 1: `trigger` is 'wedding'",
    ),
    "no source": (
        {"countries_toml": COUNTRY, "procedures__kg_toml": procedure(source=" ")},
        "procedures/kg.toml, KG-1, rule 1: needs `source`, a text",
    ),
    "no date": (
        {"countries_toml": COUNTRY, "procedures__kg_toml": procedure(first="spring")},
        "procedures/kg.toml, procedure 1: `effective_from` is no EDTF date: 'spring'",
    ),
    "id taken": (
        {"countries_toml": COUNTRY, "procedures__z_toml": procedure(id="KZ-2010")},
        "procedures/z.toml: the id KZ-2010 is taken",
    ),
    "gap": (
        {
            "countries_toml": COUNTRY,
            "procedures__kg_toml": procedure().replace(
                'effective_from = "2020-01-01"', 'effective_from = "2020-01-01"\neffective_to = "2021-06-30"'
            )
            + procedure(id="KG-2", first="2021-07-02"),
        },
        "procedures/kg.toml: nothing is in force between KG-1 and KG-2",
    ),
    "overlap": (
        {
            "countries_toml": COUNTRY,
            "procedures__kg_toml": procedure().replace(
                'effective_from = "2020-01-01"', 'effective_from = "2020-01-01"\neffective_to = "2021-06-30"'
            )
            + procedure(id="KG-2", first="2021-06-30"),
        },
        "procedures/kg.toml: KG-1 and KG-2 overlap",
    ),
    "two versions without an end": (
        {"countries_toml": COUNTRY, "procedures__kg_toml": procedure() + procedure(id="KG-2")},
        "procedures/kg.toml: KG-1 and KG-2 need dates to follow each other",
    ),
    "ends before it begins": (
        {
            "countries_toml": COUNTRY,
            "procedures__kg_toml": procedure().replace(
                'effective_from = "2020-01-01"', 'effective_from = "2020-01-01"\neffective_to = "2019-12-31"'
            ),
        },
        "procedures/kg.toml, procedure 1: ends (2019-12-31) before it begins (2020-01-01)",
    ),
    "limit without a unit": (
        {"countries_toml": COUNTRY, "procedures__kg_toml": procedure().replace('unit = "working_day"\n', "")},
        "procedures/kg.toml, KG-1, rule 1: needs both `limit` and `unit`, or neither",
    ),
    "clock without a start": (
        {
            "countries_toml": COUNTRY,
            "procedures__kg_toml": procedure()
            .replace('trigger = "asylum_refusal"\n', "")
            .replace('starts_on = "notice"\n', ""),
        },
        "procedures/kg.toml, KG-1, rule 1: has a limit but neither",
    ),
    "key that means nothing": (
        {"countries_toml": COUNTRY, "procedures__kg_toml": procedure().replace("authority", "autority")},
        "procedures/kg.toml, KG-1, rule 1: needs `authority`",
    ),
    "two outlets of one name": (
        {"outlets_toml": '[[outlet]]\nname = "A"\nfamily = "a"\nkind = "agency"\nsource = "s"\n' * 2},
        "outlets.toml, outlet 2: uses a name that another outlet has: a",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_with_its_file_and_entry(tmp_path: Path, name: str) -> None:
    files, sentence = WRONG[name]
    with pytest.raises(KnowledgeProblem) as problem:
        load_knowledge(put(tmp_path, **files))
    assert sentence in problem.value.sentence
    assert problem.value.subject is not None


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "outlets.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnowledgeProblem, match=r"outlets\.toml is not valid TOML"):
        load_knowledge(tmp_path)


def test_own_data_is_whole() -> None:
    knowledge = own_knowledge()
    assert {rule.verified for procedure in knowledge.procedures for rule in procedure.rules} == set(Verified)
    assert all(rule.source for procedure in knowledge.procedures for rule in procedure.rules)
    ranks = [status.rank for status in knowledge.statuses.values() if status.rank is not None]
    assert sorted(ranks) == list(range(len(ranks)))
    assert all(event.does_not_assert is not None and event.label for event in knowledge.events.values())


KEYS = st.sampled_from(
    [
        "procedure",
        "rule",
        "id",
        "country",
        "name",
        "trigger",
        "ends",
        "limit",
        "unit",
        "effective_from",
        "effective_to",
        "outlet",
        "aliases",
        "family",
        "transition",
        "event",
        "slot",
        "becomes",
        "clears",
        "court_words",
        "when",
        "lasting",
        "counted",
        "retelling",
        "rivals",
        "grants",
        "words",
        "months",
        "numbers",
        "pattern",
        "attributes",
        "options",
        "detention",
        "status_granted",
        "rank",
        "label",
        "group",
        "once",
        "proves",
    ]
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.text(max_size=5)
    | st.sampled_from(["asylum_refusal", "KZ", "2020"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=12,
)
TABLES = st.dictionaries(KEYS, JSON, max_size=6)


@settings(max_examples=400, deadline=None)
@given(TABLES)
def test_any_table_is_read_or_refused_with_a_sentence(table: dict[str, object]) -> None:
    known = own_knowledge()
    readers = (
        lambda: read_procedures({"x.toml": table}, known.events, known.statuses),
        lambda: read_outlets("x.toml", table),
        lambda: read_countries("x.toml", table),
        lambda: read_standings("x.toml", table, known.events, known.statuses),
        lambda: read_joining("x.toml", table, known.events),
        lambda: read_events("x.toml", table, known.statuses),
        lambda: read_statuses("x.toml", table),
        lambda: read_language("x", {"language.toml": {"name": "x"}, "calendar.toml": table}, known.events),
        lambda: read_language("x", {"language.toml": {"name": "x"}, "patterns.toml": table}, known.events),
        lambda: read_language("x", {"language.toml": {"name": "x"}, "words.toml": table}, known.events),
        lambda: read_language("x", {"language.toml": {"name": "x"}, "maps.toml": table}, known.events),
    )
    for read in readers:
        with suppress(KnowledgeProblem):
            read()
