"""One language's lists made ready for reading: verb forms, cue words. Built once per language."""

from __future__ import annotations

from asyl.model import Language

from .inflect import forms
from .wildcards import stem_map, stem_set


class Grammar:
    """Closed word classes of a language pack, as sets and maps over `norm` forms."""

    def __init__(self, language: Language) -> None:
        self.language = language
        irregular = language.map("irregular")
        self.irregular = irregular
        self.say = {form: verb for verb in language.list("say_verbs") for form in forms(verb, irregular)}
        self.say_open = {form for verb in language.list("say_openers") for form in forms(verb, irregular)}
        self.be = language.list("be")
        self.get = language.list("get_passive")
        self.have = language.list("have")
        self.modals = language.list("modals")
        self.neg = language.list("negators")
        self.adverbs = language.list("adverbs")
        self.pronouns = language.map("pronouns")
        self.subjects = language.list("subject_pronouns")
        self.possessives = language.list("possessives")
        self.objects = language.list("object_pronouns")
        self.relatives = language.list("relatives")
        self.determiners = language.list("determiners")
        self.prepositions = language.list("prepositions")
        self.coordinators = language.list("coordinators")
        self.clause_words = language.list("clause_words")
        self.catenatives = language.map("catenatives")
        self.inflected = bool(language.map("case_endings"))
        self.kin = stem_map(language.map("kin"))
        self.roles = stem_map(language.map("roles"))
        self.nouns = stem_map(language.map("person_nouns"))
        self.topic_nouns = stem_set(language.list("topic_nouns"))
        self.others = language.list("other_words")
        self.generic = stem_set(language.list("generic_nouns"))
        self.owned = stem_set(language.list("owned_nouns"))
        self.speaking = stem_set(language.list("say_verbs"))
        self.plurals = language.list("plural_words")
        self._closed(language)
        self.verbs: dict[str, frozenset[str]] = {}
        for verb in {*irregular, *language.list("say_verbs"), *language.list("common_verbs")}:
            for form, kinds in forms(verb, irregular).items():
                self.verbs[form] = self.verbs.get(form, frozenset()) | kinds

    def _closed(self, language: Language) -> None:
        """The small closed sets: negation, lists of names, groups, prepositions of objects and owners."""
        self.nots = language.list("verb_negators")
        self.none = language.list("negators") | language.list("no_words")
        self.negation_reach = {word: 12 for word in self.none} | {
            word: int(far) for word, far in language.map("negation_reach").items()
        }
        self.bounds = language.list("negation_bounds")
        self.list_parts = language.list("list_parts") | {",", "&", "(", ")", "-", "–"}
        self.no_object = language.list("no_object_words")
        self.counts = {word: int(size) for word, size in language.map("counts").items()}
        self.group_sizes = {word: int(size) for word, size in language.map("group_sizes").items()}
        self.turns = language.list("content_turns")
        self.pair_kin = {word: frozenset(kin.split()) for word, kin in language.map("pair_kin").items()}
        self.object_prepositions = language.list("object_prepositions")
        self.owner_prepositions = language.list("owner_prepositions")
        self.owning_prepositions = language.list("owning_prepositions")
        self.description_openers = language.list("description_openers")
        self.name_links = language.list("name_links") | {"&"}
        self.open_words = language.list("open_words")


_READY: dict[int, tuple[Language, Grammar]] = {}


def grammar(language: Language) -> Grammar:
    """The grammar of a language pack; the same pack gives the same object."""
    held = _READY.get(id(language))
    if held is None or held[0] is not language:
        if len(_READY) > 32:
            _READY.clear()
        held = _READY[id(language)] = (language, Grammar(language))
    return held[1]
