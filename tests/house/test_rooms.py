"""Each room has a front door, code behind it, and a place in the house."""

import ast
from pathlib import Path

import pytest

from tests.house.rooms import ENGINES, PLACED, SRC, built, files


def is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def defined_all(tree: ast.Module) -> list[str] | None:
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                return list(ast.literal_eval(value))
            case ast.AnnAssign(target=ast.Name(id="__all__"), value=ast.expr() as value):
                return list(ast.literal_eval(value))
    return None


def test_every_room_is_placed() -> None:
    assert set(built()) <= set(PLACED)


def test_no_room_inside_a_room() -> None:
    inner = [path for path in SRC.glob("*/*/**/*.py") if path.relative_to(SRC).parts[1] != "migrations"]
    assert inner == []


@pytest.mark.parametrize("room", built())
def test_a_front_door_says_its_charter_and_names_what_is_public(room: str) -> None:
    tree = ast.parse((SRC / room / "__init__.py").read_text(encoding="utf-8"))
    charter = ast.get_docstring(tree)
    assert charter, f"{room} has no charter"
    assert len(charter.splitlines()) == 1, f"the charter of {room} is one line"
    assert defined_all(tree), f"{room} names nothing public in __all__"


@pytest.mark.parametrize("room", built())
def test_a_room_holds_code(room: str) -> None:
    """An empty room is a promise, and promises are not kept in the tree."""
    bodies = [ast.parse(path.read_text(encoding="utf-8")).body for path in files(room)]
    assert any(isinstance(node, ast.FunctionDef | ast.ClassDef) for body in bodies for node in body)


CLOCKS = {"now", "utcnow", "today", "time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime"}
HOLDERS = {"datetime", "date", "time", "dt", "timezone"}


def clock_or_file(node: ast.AST) -> str | None:
    """The call that makes an engine depend on when or where it runs."""
    match node:
        case ast.Call(func=ast.Name(id="open" | "input" | "print" as name)):
            return name
        case ast.Call(func=ast.Attribute(attr=attribute, value=value)) if attribute in CLOCKS:
            holder = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
            return f"{holder}.{attribute}" if holder in HOLDERS else None
    return None


def depends_on_when_or_where(source: str) -> list[str]:
    return [
        f"line {getattr(node, 'lineno', 0)}: {call}"
        for node in ast.walk(ast.parse(source))
        if (call := clock_or_file(node))
    ]


@pytest.mark.parametrize("path", files(*ENGINES, "text", "model"), ids=lambda path: str(path.relative_to(SRC)))
def test_engines_have_no_clock_and_open_no_file(path: Path) -> None:
    assert depends_on_when_or_where(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "call",
    ["datetime.now(UTC)", "dt.date.today()", "datetime.datetime.utcnow()", "time.time()", "open('x')", "print(1)"],
)
def test_the_clock_test_sees(call: str) -> None:
    assert len(depends_on_when_or_where(call)) == 1


@pytest.mark.parametrize("call", ["report.date()", "re.compile('x')", "span.open()", "date(2020, 1, 6)"])
def test_the_clock_test_leaves_alone(call: str) -> None:
    assert depends_on_when_or_where(call) == []
