"""Identities, wrapped keys and sealed words: they open for whom and what they were made, and for nothing else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asyl.model import IntegrityFailure, NotAllowed
from asyl.vault import (
    BARE,
    new_identity,
    new_key,
    open_words,
    seal_words,
    signed_by,
    unwrap_identity,
    unwrap_key,
    wrap_identity,
    wrap_key,
)
from asyl.vault import identity as identity_file

ANY = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\0\x80\ud800")), max_size=200)
KEY = new_key()


@given(words=ANY)
@settings(max_examples=60)
def test_words_come_back_as_they_were(words: str) -> None:
    assert open_words(KEY, seal_words(KEY, words, "about"), "about") == words


def test_nothing_of_the_words_and_little_of_their_length_shows() -> None:
    short, longer = seal_words(KEY, "a", "x"), seal_words(KEY, "a" * 50, "x")
    assert len(short) == len(longer)
    assert seal_words(KEY, "a", "x") != short


@pytest.mark.parametrize("about", ["value|s1|health|1|k2", ""])
def test_words_sealed_for_one_place_do_not_open_in_another(about: str) -> None:
    sealed = seal_words(KEY, "words", "value|s1|health|1|k1")
    with pytest.raises(IntegrityFailure):
        open_words(KEY, sealed, about)
    with pytest.raises(IntegrityFailure):
        open_words(new_key(), sealed, "value|s1|health|1|k1")


@pytest.mark.parametrize("broken", ["", "1:", "1:AAAA", "2:AAAA", "1:not base64", "x"])
def test_what_is_no_ciphertext_is_said_to_be_damaged(broken: str) -> None:
    with pytest.raises(IntegrityFailure):
        open_words(KEY, broken, "about")
    with pytest.raises(IntegrityFailure):
        unwrap_key(broken, new_identity(), "about")


def test_every_changed_letter_shows() -> None:
    sealed = seal_words(KEY, "words", "about")
    for at in range(2, len(sealed) - 2):
        other = "A" if sealed[at] != "A" else "B"
        with pytest.raises(IntegrityFailure):
            open_words(KEY, sealed[:at] + other + sealed[at + 1 :], "about")


def test_a_key_opens_for_whom_it_was_wrapped() -> None:
    mine, theirs = new_identity(), new_identity()
    wrapped = wrap_key(KEY, mine.public, "key|k1|health|1")
    assert unwrap_key(wrapped, mine, "key|k1|health|1") == KEY
    for identity, about in ((theirs, "key|k1|health|1"), (mine, "key|k1|health|2")):
        with pytest.raises(IntegrityFailure):
            unwrap_key(wrapped, identity, about)


def test_a_damaged_public_key_is_said() -> None:
    for public in ("", "zz" * 64, new_identity().public[:20]):
        with pytest.raises(IntegrityFailure):
            wrap_key(KEY, public, "about")


def test_a_signature_holds_for_what_was_signed_by_whom() -> None:
    mine, theirs = new_identity(), new_identity()
    signature = mine.sign(b"words")
    assert signed_by(mine.public, b"words", signature)
    assert not signed_by(mine.public, b"other words", signature)
    assert not signed_by(theirs.public, b"words", signature)
    assert not signed_by(mine.public, b"words", "no hex")
    assert not signed_by("", b"words", signature)


def test_an_identity_without_a_passphrase_is_kept_bare_and_says_so() -> None:
    mine = new_identity()
    kept = wrap_identity(mine, None)
    assert kept.startswith(BARE)
    assert unwrap_identity(kept, None) == mine
    assert "secret" not in repr(mine)


def test_a_passphrase_guards_an_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity_file, "MEMORY_KIB", 64)
    mine = new_identity()
    kept = wrap_identity(mine, "a pass\udcff phrase")
    assert unwrap_identity(kept, "a pass\udcff phrase") == mine
    for wrong in ("another", "", None):
        with pytest.raises(NotAllowed):
            unwrap_identity(kept, wrong)


@pytest.mark.parametrize("kept", ["", "open:!", "argon2id:1,1,1:00", "argon2id:99999999,1,1:00:00:00:p", "other:x"])
def test_what_is_no_identity_is_said_to_be_damaged(kept: str) -> None:
    with pytest.raises(IntegrityFailure):
        unwrap_identity(kept, "words")


def test_the_cost_is_what_the_notes_ask_for() -> None:
    assert (identity_file.MEMORY_KIB, identity_file.PASSES, identity_file.LANES) == (65536, 3, 4)
