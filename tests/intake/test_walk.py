"""Finding files: everything named is either found once or refused with its reason."""

import os
from pathlib import Path

import pytest

from asyl.intake import load, walk
from asyl.model import Refusal, Refused


def found(*paths: Path) -> tuple[list[Path], list[Refusal]]:
    steps = list(walk(paths))
    return [s for s in steps if isinstance(s, Path)], [s for s in steps if isinstance(s, Refusal)]


def test_folders_are_opened_in_order_of_name_and_each_file_comes_once(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/two.txt", "a.txt", "c.html"):
        (tmp_path / name).write_text("words")
    files, refused = found(tmp_path, tmp_path / "a.txt")
    assert [file.name for file in files] == ["a.txt", "two.txt", "c.html"]
    assert refused == []


def test_a_missing_path_is_named_and_the_rest_still_comes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words")
    files, refused = found(tmp_path / "none.txt", tmp_path / "a.txt")
    assert len(files) == 1
    assert refused == [Refusal(str(tmp_path / "none.txt"), "there is no such file or folder")]


def test_a_link_loop_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("words")
    (tmp_path / "in" / "back").symlink_to(tmp_path)
    files, refused = found(tmp_path)
    assert len(files) == 1
    assert len(refused) == 1
    assert "loop" in refused[0].reason


def test_a_broken_link_a_pipe_and_another_kind_of_file_are_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "table.csv").write_text("a,b")
    os.mkfifo(tmp_path / "pipe.txt")
    files, refused = found(tmp_path)
    assert files == []
    assert {Path(r.path).name for r in refused} == {"gone.txt", "table.csv", "pipe.txt"}
    assert all("\n" not in r.reason and r.reason for r in refused)


def test_hidden_files_are_no_reports(tmp_path: Path) -> None:
    (tmp_path / ".cache.txt").write_text("words")
    assert found(tmp_path) == ([], [])


@pytest.mark.parametrize("content", [b"", b"  \n\t \n"])
def test_an_empty_file_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(Refused, match="empty"):
        load(tmp_path / "a.txt")


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(Refused, match="200 MB"):
        load(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("words")
    path.chmod(0)
    with pytest.raises(Refused, match="permission"):
        load(path)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        load(tmp_path)
