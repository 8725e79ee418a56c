"""Linkage at size: invented families whose members are named many times, in many spellings, scripts and orders.

Fathers with up to three children; names are made of syllables, so that nobody real is among them. A mention takes one
of twelve spelling schemes (Cyrillic, Latin and Arabic orthographies, Han characters, passport pinyin); about half name
the father with a suffix, 8 % turn the order, 4 % give one name only, 6 % hold a typing error. Seeded: every run has the
same people.

Birth dates are noted with the noise of print: 36 % none, 20 % the year alone (one in ten a year off), 5 % a day off,
3 % a year off, day and month changed where that is a date too (4 %).

Blocking: the share of pairs of different spellings of one person that meet under a key. Linkage: pairs of mentions that
propose and resolve put together in the working view, by names alone and with the birth dates (every mention is a report
of its own, so nobody is named beside anybody).

    ./dev bench families [--sizes N,N] [--linkage N] [--json]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import numpy as np

from asyl.knowledge import own_knowledge
from asyl.model import Mention, Role, Scripts, Span, Trait, TraitKind, View
from asyl.people import propose, resolve
from asyl.people.keys import candidates
from asyl.people.names import parse

Syllable = tuple[str, str, str]  # onset, vowel, coda
ONSETS = [*"btdkqgjszSCmnlrphxy", ""]
VOWELS = list("aaaAeiouI")
CODAS = [*"nrlmtksy", "", "", ""]
MEN, WOMEN = (("b", "e", "k"), ("j", "a", "n"), ("x", "a", "n")), (("g", "u", "l"), ("n", "u", "r"), ("m", "a", ""))
# Sounds to letters, one table a scheme; written apart from the tables that read names.
SCHEMES: Mapping[str, Mapping[str, str]] = {
    "press": {"q": "k", "j": "zh", "S": "sh", "C": "ch", "A": "a", "I": "y", "x": "kh"},
    "press2": {"q": "q", "j": "j", "S": "sh", "C": "ch", "A": "a", "I": "i", "x": "h"},
    "kazakh latin": {"q": "q", "j": "j", "S": "ş", "C": "ç", "A": "ä", "I": "y", "x": "h", "y": "i"},
    "uyghur latin": {"q": "q", "j": "j", "S": "sh", "C": "ch", "A": "e", "I": "i", "x": "x", "e": "ë"},
    "german": {"q": "k", "j": "dsch", "S": "sch", "C": "tsch", "A": "ä", "I": "y", "x": "ch", "y": "j", "z": "s"},
    "turkish": {"q": "k", "j": "c", "S": "ş", "C": "ç", "A": "e", "I": "ı", "x": "h"},
    "kazakh": dict(zip("btdkqgjszSCmnlrphxyaAeiouI", "бтдкқгжсзшчмнлрпһхйаәеіоұы", strict=True)),
    "russian": dict(zip("btdkqgjszSCmnlrphxyaAeiouI", "бтдккгжсзшчмнлрпххйааеиоуы", strict=True)),
    "kazakh arabic": dict(zip("btdkqgjszSCmnlrphxyaAeiouI", "بتدكقگجسزشچمنلرپھحياەەىوۇى", strict=True)),
    "uyghur arabic": dict(zip("btdkqgjszSCmnlrphxyaAeiouI", "بتدكقگجسزشچمنلرپھخياەېىوۇى", strict=True)),
}
SUFFIXES = {
    "press": ("uly", "kyzy"), "press2": ("uli", "qizi"), "kazakh latin": ("uly", "qyzy"), "uyghur latin": ("", "qizi"),
    "german": ("uly", "kyzy"), "turkish": ("oğlu", "kızı"), "kazakh": ("ұлы", "қызы"), "russian": ("ов", "ова"),
    "kazakh arabic": ("ۇلى", "قىزى"), "uyghur arabic": ("", "قىزى"),
}  # fmt: skip
# Onsets and codas as Chinese syllables; a coda becomes a syllable of its own.
PINYIN = dict(zip("btdkqgjszSCmnlrphxy", "btdkkgjszxqmnlrphhy", strict=True))
PINYIN_VOWELS = {"a": "a", "A": "ai", "e": "ai", "i": "i", "o": "u", "u": "u", "I": "i"}
PINYIN_CODAS = {"r": "er", "l": "li", "m": "mu", "t": "ti", "k": "ke", "s": "si"}


@dataclass(frozen=True)
class Human:
    given: tuple[Syllable, ...]
    father: tuple[Syllable, ...]
    woman: bool
    born: date


def word(rng: random.Random, ends: Sequence[Syllable]) -> tuple[Syllable, ...]:
    stem = tuple((rng.choice(ONSETS), rng.choice(VOWELS), rng.choice(CODAS)) for _ in range(rng.choice((1, 2, 2))))
    return (*stem, rng.choice(ends)) if rng.random() < 0.4 or len(stem) == 1 else stem


def families(rng: random.Random, people: int) -> list[Human]:
    found: list[Human] = []
    while len(found) < people:
        year = rng.randrange(1930, 1975)
        father = Human(word(rng, MEN), word(rng, MEN), False, birthday(rng, year))
        found.append(father)
        for _ in range(rng.randrange(4)):
            woman = rng.random() < 0.5
            born = birthday(rng, year + rng.randrange(18, 42))
            found.append(Human(word(rng, WOMEN if woman else MEN), father.given, woman, born))
    return found[:people]


def birthday(rng: random.Random, year: int) -> date:
    return date(year, 1, 1) + timedelta(days=rng.randrange(365))


def noted(rng: random.Random, born: date) -> str | None:
    """A birth date as reports give it: left out (36 %), the year alone, a day or a year off, day and month changed."""
    chance = rng.random()
    if chance < 0.36:
        return None
    if chance < 0.56:
        return str(born.year + (rng.choice((-1, 1)) if rng.random() < 0.1 else 0))
    if chance < 0.61:
        return str(born + timedelta(days=rng.choice((-1, 1))))
    if chance < 0.64:
        return str(born.replace(year=born.year + rng.choice((-1, 1)), day=min(born.day, 28)))
    if chance < 0.68 and born.day <= 12:
        return str(born.replace(month=born.day, day=born.month))
    return str(born)


def chinese(syllables: tuple[Syllable, ...], known: frozenset[str]) -> list[str]:
    out: list[str] = []
    for onset, vowel, coda in syllables:
        nasal = coda in ("n", "y")
        open_one = PINYIN.get(onset, "") + PINYIN_VOWELS[vowel]
        whole = open_one + ("n" if coda == "n" else "") if nasal else open_one
        choices = (whole, open_one, PINYIN.get(onset, "") + "a", PINYIN.get(onset, "") + "i", "a")
        out.append(next(choice for choice in choices if choice in known))
        out += [PINYIN_CODAS[coda]] if coda in PINYIN_CODAS else []
    return out


def spelled(rng: random.Random, human: Human, characters: Mapping[str, str]) -> str:
    scheme = rng.choice([*SCHEMES, "han", "pinyin"])
    if scheme in ("han", "pinyin"):
        parts = [chinese(part, frozenset(characters)) for part in (human.given, human.father)]
        if scheme == "han":
            return "·".join("".join(characters[syllable] for syllable in part) for part in parts)
        return " ".join("".join(part).capitalize() for part in parts)
    letters = SCHEMES[scheme]
    given, father = (
        "".join(letters.get(sound, sound) for syllable in part for sound in syllable).capitalize()
        for part in (human.given, human.father)
    )
    if rng.random() < 0.45:
        father += SUFFIXES[scheme][human.woman]
    if rng.random() < 0.04:
        return given
    name = f"{father} {given}" if rng.random() < 0.08 else f"{given} {father}"
    if rng.random() < 0.06:
        at = rng.randrange(1, len(name))
        name = name[:at] + rng.choice((name[at] * 2, "", rng.choice("aeinrt"))) + name[at + 1 :]
    return name


def mentions(rng: random.Random, count: int, scripts: Scripts) -> tuple[list[str], list[int], list[str | None]]:
    """Names of `count` mentions, the person each is of (about two and a half mentions a person), noted birth dates."""
    characters: dict[str, str] = {}
    for character, syllable in scripts.han.syllables.items():
        characters.setdefault(syllable, character)
    humans = families(rng, max(1, count * 2 // 5))
    owners = [rng.randrange(len(humans)) for _ in range(count)]
    births = [noted(rng, humans[owner].born) for owner in owners]
    return [spelled(rng, humans[owner], characters) for owner in owners], owners, births


def blocking(names: Sequence[str], owners: Sequence[int], scripts: Scripts) -> dict[str, Any]:
    """Recall over pairs of different names of one person; single names are no pairs that blocking must find."""
    started = time.process_time()
    distinct = sorted(set(names))
    number = {name: place for place, name in enumerate(distinct)}
    met = candidates([parse(name, scripts) for name in distinct], scripts)
    spent = time.process_time() - started
    by_owner: dict[int, set[int]] = defaultdict(set)
    for name, owner in zip(names, owners, strict=True):
        by_owner[owner].add(number[name])
    true = [a * len(distinct) + b for places in by_owner.values() for a, b in combinations(sorted(places), 2)]
    hits = int(np.isin(np.unique(true), met[:, 0] * len(distinct) + met[:, 1]).sum())
    return {
        "names": len(distinct), "candidates": len(met), "true_pairs": len(set(true)),
        "recall": hits / max(1, len(set(true))), "cpu_seconds": spent,
    }  # fmt: skip


def linkage(names: Sequence[str], owners: Sequence[int], births: Sequence[str | None]) -> dict[str, Any]:
    """Cluster-pairwise figures of the working view. Every mention is a report of its own."""
    started = time.process_time()
    made = [
        Mention(Span.at(f"r{number:07}", name, 0, len(name)), "n", name, Role.OTHER)
        for number, name in enumerate(names)
    ]
    traits = [
        Trait((f"r{number:07}", "n"), TraitKind.BIRTH, born) for number, born in enumerate(births) if born is not None
    ]
    people = resolve(made, propose(made, [], own_knowledge(), traits), [], {}, View.WORKING, traits)
    spent = time.process_time() - started
    cluster = {key[0]: person.id for person in people for key in person.keys}
    both = Counter((cluster[f"r{number:07}"], owner) for number, owner in enumerate(owners))
    given, true = Counter(cluster.values()), Counter(owners)

    def pairs(counts: Mapping[Any, int]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    p, r = pairs(both) / max(1, pairs(given)), pairs(both) / max(1, pairs(true))
    return {"mentions": len(names), "p": p, "r": r, "f1": 2 * p * r / ((p + r) or 1), "cpu_seconds": spent}


def measure(sizes: Sequence[int], largest: int) -> list[dict[str, Any]]:
    scripts = own_knowledge().scripts
    results = []
    for size in sizes:
        names, owners, births = mentions(random.Random(size), size, scripts)
        row: dict[str, Any] = {"size": size, "blocking": blocking(names, owners, scripts)}
        if size <= largest:
            row["names alone"] = linkage(names, owners, [None] * size)
            row["names and birth dates"] = linkage(names, owners, births)
        row["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        results.append(row)
    return results


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000", help="numbers of mentions")
    parser.add_argument("--linkage", type=int, default=10_000, help="the largest size that is put together too")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    results = measure([int(size) for size in options.sizes.split(",")], options.linkage)
    if options.json:
        print(json.dumps(results, indent=1))
        return 0
    for row in results:
        met = row["blocking"]
        print(
            f"{row['size']} mentions: blocking recall {met['recall']:.3f} of {met['true_pairs']} pairs,"
            f" {met['candidates']} candidates of {met['names']} names, {met['cpu_seconds']:.1f} s"
        )
        for way in ("names alone", "names and birth dates"):
            if way in row:
                print(
                    f"  linkage, {way}:" + " F1 {f1:.3f} (P {p:.3f} R {r:.3f}), {cpu_seconds:.1f} s".format(**row[way])
                )
        print(f"  peak memory {row['peak_mb']} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
