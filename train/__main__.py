"""`python -m train`: reads the whole corpus and writes the weights, byte for byte the same for the same corpus."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the order of sums, and so the last digits, must not vary

from asyl.knowledge import own_knowledge, own_vectors

from .corpus import load_part, part_names
from .dense import fit_dense
from .phrases import load_phrases
from .weights import fit_all, write, write_dense


def main() -> int:
    knowledge = own_knowledge()
    samples = [sample for name in part_names() for sample in load_part(name, knowledge)]
    samples += [sample for code in sorted(knowledge.languages) for sample in load_phrases(code, knowledge)]
    for file in [*write(fit_all(samples)), *write_dense(fit_dense(samples, own_vectors()))]:
        print(f"{file.name} {file.stat().st_size // 1000} kB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
