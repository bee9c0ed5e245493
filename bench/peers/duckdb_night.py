"""Runs a script of DuckDB and prints the seconds of each step.

python duckdb_night.py SCRIPT --out DIR --memory 4GB [--gb18030 FILE …]
"""

import argparse
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb


def to_utf8(file: Path, folder: Path) -> None:
    """DuckDB reads GB18030 by no extension that a package index has: iconv writes the text anew."""
    with (folder / file.name).open("wb") as out:
        subprocess.run(["iconv", "-f", "GB18030", "-t", "UTF-8", file], stdout=out, check=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("script", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--memory", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--gb18030", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    begun = time.monotonic()
    (args.out / "utf8").mkdir(exist_ok=True)
    with ThreadPoolExecutor(args.threads) as pool:
        list(pool.map(lambda f: to_utf8(f, args.out / "utf8"), args.gb18030))
    print(f"charset\t{time.monotonic() - begun:.3f}")
    connection = duckdb.connect(
        config={"threads": args.threads, "memory_limit": args.memory, "temp_directory": str(args.out / "spilled")}
    )
    for entry in args.script.read_text("utf-8").split("\n;\n"):
        if entry.strip():
            step, statement = entry.split("\n", 1)
            begun = time.monotonic()
            connection.execute(statement)
            print(f"{step.removeprefix('-- ')}\t{time.monotonic() - begun:.3f}", flush=True)


if __name__ == "__main__":
    main()
