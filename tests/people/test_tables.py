"""The reading tables: what is checked when they are loaded, and what they make of letters."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from asyl.knowledge.scripts import read_scripts
from asyl.model import KnowledgeProblem, Scripts
from asyl.people.keys import ALL_PAIRS, BLOCK, candidates, keys
from asyl.people.names import parse
from asyl.people.sounds import phonology
from asyl.people.spelling import pinyin, script_of, spell, spell_han

TABLES: dict[str, dict[str, Any]] = {
    "sounds.toml": {
        "vowels": ["a"],
        "classes": ["k", "s S"],
        "rough": ["k s S"],
        "plain": {"drop": {"a": 0.3, "k": 0.9, "s": 0.9, "S": 0.9}, "near": {"s S": 0.4}},
        "abjad": {"drop": {"a": 0.1}},
        "han": {},
    },
    "names.toml": {
        "titles": ["dr"],
        "titles_of_men": ["mr"],
        "titles_of_women": ["mrs"],
        "particles": ["al"],
        "suffix": [{"ending": "uly", "role": "patronymic", "gender": "m", "percent": 4}],
    },
    "han.toml": {
        "fillers": ["ka"],
        "surnames": [],
        "overrides": {},
        "initials": {"k": "k"},
        "finals": {"a": "a"},
        "syllables": {"ka": "卡"},
    },
    "latin.toml": {"code": "Latn", "costs": "plain", "letters": {"a": "a", "k": "k", "s": "s", "sh": "S/s"}},
}


def changed(file: str, change: Callable[[dict[str, Any]], object]) -> dict[str, dict[str, Any]]:
    tables = deepcopy(TABLES)
    change(tables[file])
    return tables


def test_small_tables_are_read() -> None:
    scripts = read_scripts(TABLES)
    assert scripts.costs["abjad"].drop["a"] == 0.1
    assert scripts.costs["han"].near["S", "s"] == 0.4
    assert scripts.scripts["Latn"].letters["sh"] == (("S", "s"),)
    assert scripts.titles == {"dr": "", "mr": "m", "mrs": "f"}
    assert scripts.han.syllables == {"卡": "ka"}


@pytest.mark.parametrize(
    ("file", "change", "complaint"),
    [
        ("latin.toml", lambda t: t["letters"].update(z="zz"), "latin.toml.*zz"),
        ("latin.toml", lambda t: t.update(costs="loud"), "latin.toml.*costs"),
        ("latin.toml", lambda t: t.update(letters=3), "latin.toml.*letters"),
        ("latin.toml", lambda t: t.update(endings={"a": "b"}), "latin.toml.*ending"),
        ("sounds.toml", lambda t: t["plain"]["drop"].update(k=7), "sounds.toml.*drop"),
        ("sounds.toml", lambda t: t["plain"]["near"].update({"k q": 0}), "sounds.toml.*k q"),
        ("sounds.toml", lambda t: t.update(vowels=["e"]), "sounds.toml.*e"),
        ("names.toml", lambda t: t["suffix"][0].update(role="nephew"), "names.toml, suffix 1.*role"),
        ("names.toml", lambda t: t.update(nonsense=1), "names.toml.*nonsense"),
        ("han.toml", lambda t: t["syllables"].update(xq="象"), "han.toml.*xq"),
        ("han.toml", lambda t: t.pop("finals"), "han.toml.*finals"),
    ],
)
def test_a_wrong_entry_is_named(file: str, change: Callable[[dict[str, Any]], object], complaint: str) -> None:
    with pytest.raises(KnowledgeProblem, match=complaint):
        read_scripts(changed(file, change))


def test_a_missing_file_is_named() -> None:
    with pytest.raises(KnowledgeProblem, match=r"han\.toml"):
        read_scripts({name: table for name, table in TABLES.items() if name != "han.toml"})


def sounds(codes: tuple[int, ...], scripts: Scripts) -> str:
    return "".join(phonology(scripts).shown(code) for code in codes)


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("шынжаң", "SInJaN"),
        ("bakhytzhan", "baxItJan"),  # tz and zh share a letter
        ("تولقىن", "tolqIn"),
        ("maatt", "mat"),  # doubled letters once
        ("ерден", "yerden"),  # another sound at the start of a word
    ],
)
def test_letters_are_read_as_sounds(scripts: Scripts, word: str, heard: str) -> None:
    readings = {sound: code for code, cell in cells(scripts).items() for sound in cell}
    assert set(heard) <= set(readings)
    options = [cells(scripts)[code] for code in spell(word, scripts)]
    assert len(options) == len(heard)
    assert all(sound in option for sound, option in zip(heard, options, strict=True))


def cells(scripts: Scripts) -> dict[int, tuple[str, ...]]:
    """The sounds that each code may stand for."""
    return {code: cell for cell, code in phonology(scripts).codes.items()}


def test_han_characters_and_pinyin_sound_alike(scripts: Scripts) -> None:
    assert pinyin("paerhati", scripts) == ("pa", "er", "ha", "ti")
    assert pinyin("zhansaya", scripts) == ()
    assert sounds(spell_han("帕尔哈提", scripts), scripts) == sounds(spell_han("帕爾哈提", scripts), scripts)


def test_scripts_are_told_apart(scripts: Scripts) -> None:
    found = [script_of(word, scripts) for word in ("abc", "абв", "ابج", "王", "한", "אבג", "αβγ", "ሰላም", "123")]
    assert found == ["Latn", "Cyrl", "Arab", "Hani", "Hang", "Hebr", "Grek", "Ethi", "Zyyy"]


def keys_of(name: str, scripts: Scripts) -> set[int]:
    return set(keys([parse(name, scripts)], scripts)[0].tolist())


def test_spellings_of_one_name_share_a_key(scripts: Scripts) -> None:
    forms = ["Zhansaya Tileubai", "Жансая Тілеубайқызы", "Jansaya Tileubay", "جانسايا تىلەۋباي", "Tileubai Zhansaya"]
    first = keys_of(forms[0], scripts)
    for form in forms[1:]:
        assert first & keys_of(form, scripts), form
    assert not keys_of("", scripts)


def test_many_names_have_the_keys_that_each_has_alone(scripts: Scripts) -> None:
    names = ["Samal Qorgas", "Samal", "王 芳", "Q. Samal", "Samal Qorgas Bekuly", "😀"]
    found, owner = keys([parse(name, scripts) for name in names], scripts)
    for number, name in enumerate(names):
        assert set(found[owner == number].tolist()) == keys_of(name, scripts)


def invented(count: int) -> list[str]:
    """Names of syllables, no two alike on purpose; every tenth begins like all others of its kind."""
    syllables = [a + b for a in "bdgklmnrst" for b in "aeiou"]
    made = (syllables[n % 50] + syllables[n // 50 % 50] + syllables[n * 7 % 50] for n in range(count))
    return [f"{name} Samalbek" if n % 10 == 0 else f"{name} {name[::-1]}" for n, name in enumerate(made)]


def test_two_common_keys_together_still_bring_names_together(scripts: Scripts) -> None:
    names = [*invented(3000), "Qorgasbek Samalbek", "Қорғасбек Самалбек", "Qorgasbek"]
    met = {tuple(pair) for pair in candidates([parse(name, scripts) for name in names], scripts).tolist()}
    assert (3000, 3001) in met
    assert (3000, 3002) in met
    assert len(met) < 3003 * 100


def test_candidates_grow_with_the_names_and_not_with_their_square(scripts: Scripts) -> None:
    few = [parse(f"Samal Qorgas{letter}", scripts) for letter in "abcde"]
    assert len(candidates(few, scripts)) == 10
    same = [parse("Samal Qorgas", scripts)] * (ALL_PAIRS + 1)
    assert len(candidates(same, scripts)) == 0  # one key of more than BLOCK names says nothing
    assert ALL_PAIRS > BLOCK
