"""The rooms as DESIGN places them, and where they stand on disk."""

from pathlib import Path

SRC = Path(__file__).resolve().parents[2] / "src" / "asyl"

GROUND = ("model", "text", "knowledge")
ENGINES = ("claims", "lineage", "people", "cases", "publish", "watch")
OUTSIDE = ("store", "vault", "intake", "wire", "press", "scale")
DOORS = ("cli", "web", "worker")
PLACED = (*GROUND, *ENGINES, *OUTSIDE, "desk", *DOORS)


def built() -> list[str]:
    """The rooms that exist: folders with Python in them."""
    return sorted(folder.name for folder in SRC.iterdir() if folder.is_dir() and any(folder.glob("*.py")))


def files(*rooms: str) -> list[Path]:
    return sorted(path for room in rooms for path in (SRC / room).rglob("*.py"))
