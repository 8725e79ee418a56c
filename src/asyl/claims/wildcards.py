"""Word lists and maps of a pack whose entries may end in `*`: such an entry stands for every word that begins so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

_SHORTEST = 2  # letters of a stem


class StemSet(Set[str]):
    """A word list with stems. Looking up costs a few slices, however long the list is."""

    def __init__(self, listed: Iterable[str]) -> None:
        entries = tuple(listed)
        self.words = frozenset(entry for entry in entries if not entry.endswith("*"))
        self.stems = frozenset(entry[:-1] for entry in entries if entry.endswith("*"))
        self._sizes = sorted({len(stem) for stem in self.stems if len(stem) >= _SHORTEST})

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        return word in self.words or self.stem(word) != ""

    def stem(self, word: str) -> str:
        """The longest stem that the word begins with, "" when there is none."""
        for size in reversed(self._sizes):
            if len(word) >= size and word[:size] in self.stems:
                return word[:size]
        return ""

    def all(self, word: str) -> Iterator[str]:
        """Every stem that the word begins with."""
        return (word[:size] for size in self._sizes if len(word) >= size and word[:size] in self.stems)

    def __iter__(self) -> Iterator[str]:
        yield from self.words
        yield from self.stems

    def __len__(self) -> int:
        return len(self.words) + len(self.stems)


class StemMap(Mapping[str, str]):
    """A word map with stems; an exact entry wins over a stem, a longer stem over a shorter one."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        self._exact = {key: value for key, value in entries.items() if not key.endswith("*")}
        self._stems = {key[:-1]: value for key, value in entries.items() if key.endswith("*")}
        self._set = StemSet(key + "*" for key in self._stems)

    def __getitem__(self, word: str) -> str:
        if word in self._exact:
            return self._exact[word]
        stem = self._set.stem(word)
        if not stem:
            raise KeyError(word)
        return self._stems[stem]

    def __iter__(self) -> Iterator[str]:
        yield from self._exact
        yield from self._stems

    def __len__(self) -> int:
        return len(self._exact) + len(self._stems)


_SETS: dict[int, tuple[frozenset[str], Set[str]]] = {}
_MAPS: dict[int, tuple[Mapping[str, str], Mapping[str, str]]] = {}
_HELD = 500  # lists kept ready


def stem_set(entries: frozenset[str]) -> Set[str]:
    """The list itself when it has no stems; the same list gives the same object."""
    held = _SETS.get(id(entries))
    if held is None or held[0] is not entries:
        if len(_SETS) > _HELD:
            _SETS.clear()
        made = StemSet(entries) if any(entry.endswith("*") for entry in entries) else entries
        held = _SETS[id(entries)] = (entries, made)
    return held[1]


def stem_map(entries: Mapping[str, str]) -> Mapping[str, str]:
    """The map itself when it has no stems; the same map gives the same object."""
    held = _MAPS.get(id(entries))
    if held is None or held[0] is not entries:
        if len(_MAPS) > _HELD:
            _MAPS.clear()
        made = StemMap(entries) if any(key.endswith("*") for key in entries) else entries
        held = _MAPS[id(entries)] = (entries, made)
    return held[1]
