"""`python -m train`: reads the whole corpus and writes the weights, byte for byte the same for the same corpus."""

from __future__ import annotations

import sys

from asyl.knowledge import own_knowledge

from .corpus import load_part, part_names
from .phrases import load_phrases
from .weights import fit_all, write


def main() -> int:
    knowledge = own_knowledge()
    samples = [sample for name in part_names() for sample in load_part(name, knowledge)]
    samples += [sample for code in sorted(knowledge.languages) for sample in load_phrases(code, knowledge)]
    for file in write(fit_all(samples)):
        print(f"{file.name} {file.stat().st_size // 1000} kB", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
