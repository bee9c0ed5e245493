"""Looking at processes that a stage started, and a port for those that a test starts."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterable
from pathlib import Path


def is_running(pid: int) -> bool:
    """Whether there is such a process and it has not ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def await_pids(file: Path, seconds: float = 60) -> list[int]:
    """The process ids that a stage writes into a file, once it has."""
    end = time.monotonic() + seconds
    while not file.exists():
        assert time.monotonic() < end, f"no {file}"
        time.sleep(0.05)
    return [int(pid) for pid in file.read_text().split()]


def java_with(argument: str) -> list[int]:
    """Ids of the Java processes that have this among their arguments, but those that Spark works a command out with."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        engine = words[0].endswith(b"java") and b"org.apache.spark.launcher.Main" not in words
        if engine and argument.encode() in words:
            found.append(int(folder.name))
    return found


def await_end(pids: Iterable[int], seconds: float = 60) -> None:
    """Wait until none of the processes runs."""
    end = time.monotonic() + seconds
    while running := [pid for pid in pids if is_running(pid)]:
        assert time.monotonic() < end, f"still running: {running}"
        time.sleep(0.05)


def free_port() -> int:
    """A port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
