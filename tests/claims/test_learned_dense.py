"""The small network: shapes of pages, chances against a slow reading by hand, slopes against differences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asyl.claims.learned_clauses import clauses
from asyl.claims.learned_dense import Dense, Words, context, largest, softmax
from asyl.claims.learned_triggers import agreed
from asyl.claims.lines import Chunk, Line, make_line
from asyl.knowledge import SPECIAL, Network, Vectors, read_network, read_vectors, word_key
from asyl.model import KnowledgeProblem

VOCABULARY = ["he", "was", "held", "and", "freed", ","]
SIZE, WIDTH, HIDDEN = 3, 4, 5
RNG = np.random.default_rng(5)
VECTORS = Vectors(
    np.array([word_key(word) for word in VOCABULARY], dtype=np.uint32),
    RNG.standard_normal((len(VOCABULARY), SIZE)).astype(np.float32),
)
SIZES = {
    "special": (len(SPECIAL), SIZE), "W1": (3 * SIZE, WIDTH), "b1": (WIDTH,), "W2": (4 * WIDTH, HIDDEN),
    "S2": (2, HIDDEN), "b2": (HIDDEN,), "W3": (HIDDEN, 2), "S3": (2, 2), "b3": (2,),
}  # fmt: skip
LAYERS = {name: RNG.standard_normal(size).astype(np.float32) for name, size in SIZES.items()}
NETWORK = Network(("O", "arrest"), ("rule=arrest", "zone=body"), LAYERS)


def made(*texts: str) -> list[Line]:
    lines = []
    for number, text in enumerate(texts):
        chunks = [
            Chunk(at * 10, at * 10 + 5, word, word[0].isalnum() or word == "\ue000")
            for at, word in enumerate(text.split())
        ]
        lines.append(make_line(number, 0, chunks, "body"))
    return lines


def test_a_page_becomes_rows_with_borders_between_lines() -> None:
    lines = made("he was held and freed", "\ue000 , 12 unheard-of")
    shape = Words(VECTORS).shape(lines, clauses(lines), {})
    assert shape.spans.tolist() == [[1, 4], [4, 6], [7, 9], [9, 11]]
    border = SPECIAL.index("<B>")
    assert [int(shape.words[at]) for at in (0, 6, 11)] == [border] * 3
    assert shape.words[7] == SPECIAL.index("<P>")
    assert shape.before.tolist() == [0, 1, 0.5, 1]
    assert shape.after.tolist() == [1, 0.5, 1, 0]


def test_unknown_words_fall_back_to_their_stem_or_last_part() -> None:
    words = Words(VECTORS)
    assert words.row("he's") == words.row("he")
    assert words.row("half-freed") == words.row("freed")
    assert words.row("zzz") == SPECIAL.index("<UNK>")


def by_hand(lines: list[Line], features: list[list[str]]) -> list[list[float]]:
    """The same sums one at a time."""
    parts = clauses(lines)
    shape = Words(VECTORS).shape(lines, parts, {})
    table = [*LAYERS["special"], *VECTORS.table]
    rows = [table[at] for at in shape.words]
    none = np.zeros(SIZE)
    hidden = []
    for at, row in enumerate(rows):
        wide = [*(rows[at - 1] if at else none), *row, *(rows[at + 1] if at + 1 < len(rows) else none)]
        hidden.append(np.maximum(np.array(wide) @ LAYERS["W1"] + LAYERS["b1"], 0))
    own = [np.max(hidden[first:last], axis=0) for first, last in shape.spans]
    found = []
    for at, part in enumerate(parts):
        before = own[at - 1] * shape.before[at] if at else np.zeros(WIDTH)
        after = own[at + 1] * shape.after[at] if at + 1 < len(own) else np.zeros(WIDTH)
        line = np.max([own[k] for k in range(len(parts)) if parts[k].line == part.line], axis=0)
        signs = np.array([name in features[at] for name in NETWORK.features], dtype=float)
        inner = np.concatenate([own[at], before, after, line]) @ LAYERS["W2"] + signs @ LAYERS["S2"] + LAYERS["b2"]
        scores = np.maximum(inner, 0) @ LAYERS["W3"] + signs @ LAYERS["S3"] + LAYERS["b3"]
        found.append((np.exp(scores) / np.exp(scores).sum()).tolist())
    return found


@given(
    st.lists(st.lists(st.sampled_from([*VOCABULARY, "\ue000", "zzz"]), min_size=1, max_size=9), min_size=1, max_size=4)
)
def test_chances_agree_with_sums_by_hand(words: list[list[str]]) -> None:
    lines = made(*(" ".join(line) for line in words))
    parts = clauses(lines)
    features = [["rule=arrest", "unknown"] if at % 2 else ["zone=body"] for at in range(len(parts))]
    chances = Dense(NETWORK, VECTORS).chances(lines, parts, {}, features)
    assert chances == pytest.approx(np.array(by_hand(lines, features)), abs=1e-4)


def test_no_clauses_give_no_chances() -> None:
    assert Dense(NETWORK, VECTORS).chances([], [], {}, []).shape == (0, 2)


def test_two_opinions_meet_in_the_middle() -> None:
    one = np.array([[0.5, 0.4, 0.1]])
    both = agreed(("O", "arrest", "visit"), one, ("arrest", "O"), np.array([[0.9, 0.1]], dtype=np.float32))
    assert both.sum() == pytest.approx(1.0)
    assert both[0].argmax() == 1
    assert both[0, 2] < 0.01


def test_a_network_that_does_not_fit_is_refused() -> None:
    raw = {name: np.ones(size, dtype=np.int16) for name, size in SIZES.items()}
    raw |= {f"{name}_scale": np.array(2) for name in SIZES}
    raw |= {"labels": np.array(["O", "arrest"]), "features": np.array(["a", "b"])}
    assert float(read_network(raw).layers["W1"][0, 0]) == 0.5
    with pytest.raises(KnowledgeProblem, match="W2"):
        read_network({**raw, "W2": np.ones((3, 3))})
    with pytest.raises(KnowledgeProblem, match="network"):
        read_network({"labels": np.array(["O"])})
    with pytest.raises(KnowledgeProblem, match="vectors"):
        read_vectors({"keys": np.arange(3), "table": np.ones((2, 2)), "scale": np.array(1)})


def test_the_trainer_follows_the_slope_of_its_loss(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every gradient against a difference quotient, with nothing dropped."""
    dense = pytest.importorskip("train.dense")
    monkeypatch.setattr(dense, "DROPPED", dict.fromkeys(dense.DROPPED, 0.0))
    lines = made("he was held and freed", "he was zzz , freed")
    shape = Words(VECTORS).shape(lines, clauses(lines), {})
    marks = np.eye(len(shape.spans), 2)
    labels = np.arange(len(shape.spans)) % 3
    table = np.vstack([np.zeros((len(SPECIAL), SIZE)), VECTORS.table]).astype(np.float64)
    trainer = dense.Trainer(table, 2, 3, np.random.default_rng(1))
    trainer.layers = {name: layer.astype(np.float64) for name, layer in trainer.layers.items()}
    item = dense.Item(shape, [], marks, labels, False)

    def loss() -> float:
        words = table[shape.words]
        special = shape.words < len(SPECIAL)
        words[special] = trainer.layers["special"][shape.words[special]]
        layers = trainer.layers
        own = largest(np.maximum(dense._beside(words) @ layers["W1"] + layers["b1"], 0), shape.spans)
        hidden = np.maximum(context(own, shape) @ layers["W2"] + marks @ layers["S2"] + layers["b2"], 0)
        chances = softmax(hidden @ layers["W3"] + marks @ layers["S3"] + layers["b3"])
        return float(-np.log(chances[np.arange(len(labels)), labels]).mean())

    slopes = trainer._gradients(item)
    for name, layer in trainer.layers.items():
        flat = layer.reshape(-1)
        for at in np.random.default_rng(2).integers(0, flat.size, 12):
            held, step = flat[at], 1e-5
            flat[at] = held + step
            up = loss()
            flat[at] = held - step
            down = loss()
            flat[at] = held
            assert slopes[name].reshape(-1)[at] == pytest.approx((up - down) / (2 * step), abs=1e-5), name
