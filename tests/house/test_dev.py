"""./dev, the one file that everybody runs first."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


def run(root: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "dev"), *arguments]
    return subprocess.run(command, cwd=cwd or root, capture_output=True, text=True, check=False)


def prints(text: str) -> tuple[str, ...]:
    """A stand-in for pip whose configuration is this text."""
    return (sys.executable, "-c", f"print({text!r})")


def test_without_a_command_it_lists_them(root: Path, dev: ModuleType) -> None:
    done = run(root)
    assert done.returncode == 0
    assert all(f"./dev {name}" in done.stdout for name in dev.COMMANDS)


def test_an_unknown_command_is_named(root: Path) -> None:
    done = run(root, "dance")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no command 'dance'" in done.stderr


def test_a_score_of_nothing_is_refused(root: Path, tmp_path: Path) -> None:
    done = run(root, "score", "--reports", str(tmp_path))
    assert done.returncode == 2
    assert "must hold gold.json and reports/*.txt" in done.stderr


def test_an_unknown_benchmark_is_named(root: Path) -> None:
    done = run(root, "bench", "warp")
    assert done.returncode == 2
    assert "no benchmark warp" in done.stderr


def test_asyl_keeps_the_folder_and_the_exit_code_and_adds_nothing(root: Path, tmp_path: Path) -> None:
    through = run(root, "asyl", "read", "missing.txt", cwd=tmp_path)
    itself = subprocess.run(
        [Path(sys.executable).with_name("asyl"), "read", "missing.txt"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (through.returncode, through.stdout) == (itself.returncode, itself.stdout)
    assert through.returncode == 1


def test_the_more_specific_pip_setting_wins(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        dev,
        "PIP",
        prints(
            "global.index-url='https://a.example/simple'\n"
            ":env:.index-url='https://c.example/simple'\n"
            "install.index-url='https://b.example/simple'\n"
            "freeze.timeout='10'\n"
            "global.extra-index-url='https://x.example/simple\\nfile:///y'"
        ),
    )
    assert dev.pip_settings() == {
        "index-url": "https://c.example/simple",
        "extra-index-url": "https://x.example/simple file:///y",
    }


def test_pip_settings_reach_uv_and_the_caller_overrules_them(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = "global.index-url='https://a.example/simple'\nglobal.find-links='/one /two'\nglobal.cert='/ca.pem'"
    monkeypatch.setattr(dev, "PIP", prints(settings))
    monkeypatch.delenv("UV_FIND_LINKS", raising=False)
    monkeypatch.delenv("UV_DEFAULT_INDEX", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", "/mine.pem")
    handed = dev.uv_environment.__wrapped__()
    assert handed["UV_DEFAULT_INDEX"] == "https://a.example/simple"
    assert handed["UV_FIND_LINKS"] == "/one,/two"
    assert handed["SSL_CERT_FILE"] == "/mine.pem"


def test_a_python_without_pip_is_told_what_to_install(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "PIP", (sys.executable, "-c", "raise SystemExit(1)"))
    with pytest.raises(dev.Trouble, match="python3-pip"):
        dev.pip_settings()


def test_a_failed_step_shows_what_the_tool_said(dev: ModuleType) -> None:
    with pytest.raises(dev.Trouble, match="no such host"):
        dev.quiet("fetching", sys.executable, "-c", "raise SystemExit('no such host')")


def test_the_stamp_follows_the_lock(dev: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "dev.txt"
    lock.write_text("a==1\n")
    first = dev.stamp_of(lock)
    lock.write_text("a==2\n")
    second = dev.stamp_of(lock)
    assert first[0] == second[0]
    assert first[1] != second[1]


def test_budgets_name_the_long_file_and_the_long_function(
    dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    long = tmp_path / "long.py"
    long.write_text("def f():\n" + "    x = 1\n" * 50 + "y = 1\n" * 360)
    assert list(dev.over_budget(long)) == [
        "long.py: 411 lines, at most 400",
        "long.py:1 f: 51 lines, at most 50",
    ]


def test_a_lock_that_names_a_host_is_found(dev: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "LOCKS", tmp_path)
    (tmp_path / "good.txt").write_text("a==1 --hash=sha256:00\n")
    (tmp_path / "bad.txt").write_text("--index-url https://a.example/simple\n")
    assert dev.locks_name_no_host() == ["bad.txt names an address"]


def test_the_committed_locks_name_no_host_and_hash_everything(root: Path, dev: ModuleType) -> None:
    assert dev.locks_name_no_host() == []
    for name in dev.LOCKED:
        lines = (root / "requirements" / f"{name}.txt").read_text().splitlines()
        pins = [number for number, line in enumerate(lines) if not line.startswith(" ")]
        assert pins
        assert all("==" in lines[number] and "--hash=sha256:" in lines[number + 1] for number in pins)


@pytest.mark.long
def test_a_fresh_copy_sets_itself_up(root: Path, dev: ModuleType, tmp_path: Path) -> None:
    """No uv, no venv module, no environment: a Python with pip, and a package index."""
    copy = tmp_path / "copy"
    kept_out = shutil.ignore_patterns(
        ".*venv", ".tools", ".git", "__pycache__", "asyl-register", ".*_cache", ".hypothesis"
    )
    shutil.copytree(root, copy, ignore=kept_out)
    plain = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    plain["PATH"] = "/usr/bin:/bin"
    command = [dev.PYTHON, copy / "dev", "asyl", "--version"]
    first = subprocess.run(command, cwd=tmp_path, env=plain, capture_output=True, text=True, check=True)
    assert "dev: ready" in first.stderr
    assert len(first.stdout.splitlines()) == 1
    second = subprocess.run(command, cwd=tmp_path, env=plain, capture_output=True, text=True, check=True)
    assert (second.stdout, second.stderr) == (first.stdout, "")
