"""Runs one harness in a process of its own and prints what it found as one JSON object.

python -m tests.harness.run power --count 2000 --seed 1
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.harness import canaries, damaged, errors, kills, losses

HARNESSES: dict[str, Callable[[Path, int, int], dict[str, Any]]] = {
    "kill": kills.run,
    "power": losses.run,
    "errors": errors.run,
    "canaries": canaries.run,
    "backups": damaged.run,
}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("harness", choices=sorted(HARNESSES))
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="asyl-harness-") as folder:
        print(json.dumps(HARNESSES[wanted.harness](Path(folder), wanted.count, wanted.seed)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
