"""What a process and all it starts cost: seconds, memory, bytes; and what the disk can do."""

import mmap
import os
import subprocess
import threading
import time
from pathlib import Path

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICKS = os.sysconf("SC_CLK_TCK")


class Tree:
    """Watches a process and its descendants until it ends."""

    def __init__(self, pid: int):
        self.pid = pid
        self.peak = 0
        self.written: dict[int, int] = {}
        self.ticks: dict[int, int] = {}
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self) -> None:
        while not self.ended.wait(0.1):
            self.look()

    def look(self) -> None:
        resident = 0
        for pid in self.members():
            try:
                resident += int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
                stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                self.ticks[pid] = int(stat[11]) + int(stat[12])
                for line in Path(f"/proc/{pid}/io").read_text().splitlines():
                    if line.startswith("write_bytes"):
                        self.written[pid] = int(line.split()[1])
            except OSError:
                # It has ended since it was listed.
                continue
        self.peak = max(self.peak, resident)

    def members(self) -> list[int]:
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                except OSError:
                    continue
                children.setdefault(parent, []).append(int(entry.name))
        found, queue = [], [self.pid]
        while queue:
            found.append(queue.pop())
            queue += children.get(found[-1], [])
        return found


def run(command: list[str | Path], log: Path, environment: dict[str, str] | None = None) -> dict:
    """Runs a command, with its output in a file.

    Gives ``seconds``, ``processor_seconds``, ``peak_mb`` (resident, of the whole tree) and ``written`` (bytes that it gave
    to the disk's cache, temporary files among them; what was deleted before the system wrote it is not taken off).

    :raises RuntimeError: when it fails
    """
    begun = time.monotonic()
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})})
        tree = Tree(process.pid)
        code = process.wait()
        seconds = time.monotonic() - begun
        tree.ended.set()
        tree.thread.join()
    if code != 0:
        end = "".join(log.read_text("utf-8").splitlines(keepends=True)[-20:])
        raise RuntimeError(f"{command[0]} ended with {code}; the end of {log}:\n{end}")
    return {
        "seconds": round(seconds, 1),
        "processor_seconds": round(sum(tree.ticks.values()) / _TICKS, 1),
        "peak_mb": round(tree.peak / 1e6),
        "written": sum(tree.written.values()),
    }


def size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())


def disk(folder: Path, megabytes: int = 512) -> dict:
    """Bytes a second that the disk of a folder writes, waited for, and reads, past the system's cache."""
    file, block = folder / "disk.tmp", b"\x5a" * (1 << 20)
    begun = time.monotonic()
    with file.open("wb") as out:
        for _ in range(megabytes):
            out.write(block)
        out.flush()
        os.fsync(out.fileno())
    write = megabytes * (1 << 20) / (time.monotonic() - begun)
    buffer = mmap.mmap(-1, 1 << 20)
    descriptor = os.open(file, os.O_RDONLY | os.O_DIRECT)
    begun = time.monotonic()
    while os.readv(descriptor, [buffer]) > 0:
        pass
    read = megabytes * (1 << 20) / (time.monotonic() - begun)
    os.close(descriptor)
    file.unlink()
    return {"write": round(write), "read": round(read)}
