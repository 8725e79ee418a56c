"""Reads a folder into a register with the tiny engines: the process that other tests start, stop and kill.

Prints a line when it begins and one for each report that is acknowledged.
"""

import sys
from pathlib import Path

from asyl.desk import open_desk, read
from asyl.model import AsylError
from tests.desk.tiny import TINY


def main(register: str, folder: str) -> int:
    told = 0

    def progress(what: str, done: int, total: int) -> None:
        nonlocal told
        if what != "reading":
            print(what, flush=True)
        while what == "reading" and told < done:
            print("kept", sorted(path.name for path in Path(folder).iterdir())[told], flush=True)
            told += 1

    try:
        with open_desk(Path(register), create=True, engines=TINY) as desk:
            outcome = read(desk, [folder], progress)
    except AsylError as problem:
        print("refused", problem.sentence, flush=True)
        return problem.exit_code
    except KeyboardInterrupt:
        print("stopped", flush=True)
        return 130
    print("added", len(outcome.added), "known", len(outcome.known), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
