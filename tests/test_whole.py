"""Files are written whole or not at all, and where their names lead."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from citymatch import whole
from citymatch.whole import is_device, make_folder, write_bytes, write_whole

posix = pytest.mark.skipif(os.name != "posix", reason="links, pipes and devices of POSIX")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_put_in_the_place_of_another(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.txt"
    assert write_whole(path, "one") == path and write_bytes(path, b"two").read_bytes() == b"two"
    assert names(path.parent) == ["a.txt"]
    with pytest.raises(IsADirectoryError) as caught:
        write_whole(tmp_path, "x")
    assert caught.value.filename == str(tmp_path)
    with pytest.raises(OSError, match="NUL"):
        write_whole(tmp_path / "a\0b", "x")


@posix
def test_permissions_are_those_of_the_file_or_of_the_users_mask(tmp_path: Path) -> None:
    kept, new = tmp_path / "kept", tmp_path / "new"
    kept.write_text("x")
    kept.chmod(0o600)
    before = os.umask(0o027)
    try:
        write_whole(kept, "y")
        write_whole(new, "y")
    finally:
        os.umask(before)
    assert [path.stat().st_mode & 0o777 for path in (kept, new)] == [0o600, 0o640]


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link, loose = tmp_path / "there" / "real.csv", tmp_path / "link.csv", tmp_path / "loose.csv"
    real.parent.mkdir()
    real.write_text("old")
    link.symlink_to(Path("there") / "real.csv")
    loose.symlink_to(tmp_path / "there" / "later.csv")
    assert write_whole(link, "new") == link and write_whole(loose, "new") == loose
    assert link.is_symlink() and loose.is_symlink()
    assert real.read_text() == (tmp_path / "there" / "later.csv").read_text() == "new"
    assert names(tmp_path / "there") == ["later.csv", "real.csv"]
    folder = tmp_path / "folder"
    folder.symlink_to(tmp_path / "elsewhere")
    make_folder(folder)
    assert write_whole(folder / "a", "1") == folder / "a" and names(tmp_path / "elsewhere") == ["a"]
    round_ = tmp_path / "round"
    round_.symlink_to(round_)
    with pytest.raises(OSError) as caught:
        write_whole(round_, "x")
    assert caught.value.errno == errno.ELOOP and caught.value.filename == str(round_)


@posix
def test_a_device_and_a_pipe_are_written_to(tmp_path: Path) -> None:
    assert write_whole(Path(os.devnull), "x") == Path(os.devnull)
    assert not Path(os.devnull).is_file() and is_device(Path(os.devnull))
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_bytes(pipe, b"a" * 200_000)
    reader.join()
    assert read == [b"a" * 200_000] and is_device(pipe) and names(tmp_path) == ["pipe.csv"]
    assert not is_device(tmp_path) and not is_device(tmp_path / "none")


ALONE = {**os.environ, "PYTHONPATH": str(Path(whole.__file__).parents[1])}
"""Another process has to run this very code: one that replaces /dev/stdout by a file harms the whole machine."""
CALL = """
from pathlib import Path
from citymatch.whole import write_whole
print("before")
write_whole(Path({!r}), "x\\n")
"""


@posix
@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
def test_the_standard_output_is_written_on_where_it_stands(name: str, tmp_path: Path) -> None:
    if name.startswith("/proc") and not Path("/proc/self/fd").exists():
        pytest.skip("no /proc")
    (tmp_path / "link").symlink_to("/dev/stdout")
    call = [sys.executable, "-c", CALL.format(name)]
    done = subprocess.run(call, stdout=subprocess.PIPE, cwd=tmp_path, env=ALONE, check=True)
    assert done.stdout == b"before\nx\n"
    log = tmp_path / "log"
    log.write_text("first\n")
    with log.open("a") as file:  # as the shell's >> does
        subprocess.run(call, stdout=file, cwd=tmp_path, env=ALONE, check=True)
    assert log.read_text() == "first\nbefore\nx\n" and names(tmp_path) == ["link", "log"]


KILLED = """
import os, signal
from pathlib import Path
from citymatch import whole
whole.Path.replace = lambda self, other: os.kill(os.getpid(), signal.SIGKILL)
whole.write_whole(Path("a.csv"), "half")
"""


@posix
def test_what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", KILLED], cwd=tmp_path, env=ALONE, check=False)
    (left,) = names(tmp_path)
    assert died.returncode == -9 and whole.PARTIAL.fullmatch(left) and left.startswith(".a.csv.")
    (tmp_path / ".of.another.partial").write_text("a user's own")
    (tmp_path / f".{'b' * 50}.ab_d1234.partial").write_text("as runs of before named them")
    write_whole(tmp_path / "b.csv", "x")
    assert names(tmp_path) == [".of.another.partial", "b.csv"]


@posix
def test_what_another_run_holds_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []
    replace = Path.replace

    def while_another_writes(self: Path, other: Path) -> Path:
        if Path(other).name == "a.csv":
            write_whole(tmp_path / "b.csv", "x")
            seen.append(names(tmp_path))
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", while_another_writes)
    write_whole(tmp_path / "a.csv", "x")
    assert [name for name in seen[0] if whole.PARTIAL.fullmatch(name)] and names(tmp_path) == [
        "a.csv",
        "b.csv",
    ]


def test_a_full_disk_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    kept = tmp_path / "a.csv"
    kept.write_text("as it was")
    monkeypatch.setattr(whole, "_hold", full)
    with pytest.raises(OSError) as caught:
        write_whole(kept, "x")
    assert caught.value.errno == errno.ENOSPC and caught.value.filename == str(kept)
    assert kept.read_text() == "as it was" and names(tmp_path) == ["a.csv"]


@posix
def test_a_folder_that_takes_nothing_names_the_file_that_was_asked_for() -> None:
    if not Path("/proc/version").exists():
        pytest.skip("no /proc")
    with pytest.raises(OSError) as caught:
        write_whole(Path("/proc/a.csv"), "x")
    assert caught.value.filename == "/proc/a.csv"


@posix
def test_a_full_device_is_named() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with pytest.raises(OSError) as caught:
        write_whole(Path("/dev/full"), "x")
    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, "/dev/full")
