"""Measures nights on a standalone cluster beside the same in one process; see bench/cluster/run."""

import argparse
import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import measure
from night import HOME, Bench, say
from servers import LOOPBACK, SPARK_HOME, Standalone, environment, standalone

TICKS = os.sysconf("SC_CLK_TCK")
STAGES = ("ingest", "standardise", "resolve", "grade", "supervise", "publish")


@dataclass(frozen=True)
class OnCluster(Bench):
    """A lake whose nights ``spark-submit`` makes on a cluster."""

    cluster: Standalone
    driver_heap: str
    executor_heap: str

    @property
    def program(self) -> list[str | Path]:
        temporary = self.dir / "tmp"
        temporary.mkdir(exist_ok=True)
        options = {"spark.driver.host": LOOPBACK, "spark.ui.enabled": "false", "spark.local.dir": temporary}
        given = [part for key, value in options.items() for part in ("--conf", f"{key}={value}")]
        sizes = ["--driver-memory", self.driver_heap, "--executor-memory", self.executor_heap]
        jar = HOME / "jobs" / "target" / "creditlake.jar"
        submit = [SPARK_HOME / "bin" / "spark-submit", "--master", self.cluster.address]
        return [*submit, *sizes, *given, "--class", "io.creditlake.cli.Creditlake", jar]

    @property
    def environment(self) -> dict[str, str]:
        # A night's lake is a folder that driver and executors share.
        return {name: value for name, value in environment().items() if name.startswith("SPARK_")}

    def creditlake(self, number: int) -> dict:
        """A night, with the seconds of each stage; memory of the driver and of all workers with their executors."""
        workers = [measure.Tree(worker.pid) for worker in self.cluster.workers]
        found = super().creditlake(number)
        for tree in workers:
            tree.ended.set()
            tree.thread.join()
        return found | {"workers_peak_mb": round(sum(tree.peak for tree in workers) / 1e6)}


def processor() -> float:
    """Seconds that all processors of the machine have worked since it began."""
    user, nice, system, *_ = map(int, Path("/proc/stat").read_text().splitlines()[0].split()[1:])
    return (user + nice + system) / TICKS


def nights(bench: Bench) -> list[dict]:
    """The first night and the one after it; of each also what the whole machine worked, for workers are no children."""
    found = []
    for number in range(2):
        before = processor()
        night = bench.creditlake(number)
        found.append(night | {"processor_seconds": round(processor() - before, 1)})
    return found


def hashes(bench: Bench) -> str:
    """What the releases of both nights hold."""
    folders = ["--lake", bench.dir / "lake", "--landing", bench.landing, "--schemas", bench.schemas]
    releases = [f"release-{bench.night(number)}" for number in range(2)]
    command = [HOME / "creditlake", "release", "hash", *folders, *releases]
    alone = {**os.environ, "CREDITLAKE_JAVA_OPTS": f"-Xmx{bench.heap}"}
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=alone).stdout


def show(result: dict) -> str:
    """Seconds of stages, and memory, in one process and on the cluster."""
    line = "{:26} {:>12} {:>12} {:>8}"
    lines = [f"{result['records']:,} records, then {result['delta']:,} rows; {result['workers']} workers of one core"]
    for name, alone, spread in zip(("first night", "delta night"), result["alone"], result["cluster"], strict=True):
        lines += ["", line.format(name, "one process", "cluster", "ratio")]
        rows = [(f"  {s}", alone["stages"].get(s, 0.0), spread["stages"].get(s, 0.0)) for s in STAGES]
        rows += [
            (f"  {what}", alone[key], spread[key]) for what, key in (("seconds", "seconds"), ("processor", "processor_seconds"))
        ]
        lines += [line.format(what, f"{a:,.1f}", f"{b:,.1f}", f"{b / a:.2f}" if a else "") for what, a, b in rows]
        memory = (f"{alone['peak_mb']:,}", f"{spread['peak_mb']:,}", "")
        lines += [line.format("  peak MB (driver)", *memory), f"  peak MB of all workers: {spread['workers_peak_mb']:,}"]
    return "\n".join([*lines, "", "the releases hold " + ("the same" if result["same"] else "NOT the same")])


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/cluster/run")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--delta", type=int, default=None, help="rows of the second night (default: 1 in 100, 100,000 at most)")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--heap", default="4g", help="of the one process")
    parser.add_argument("--driver-heap", default="1g")
    parser.add_argument("--executor-heap", default="3g")
    parser.add_argument("--dir", type=Path, default=HOME / "bench" / "target" / "cluster" / "run")
    args = parser.parse_args()
    folder, delta = args.dir.resolve(), args.delta or min(100_000, args.records // 100)
    alone = Bench(folder / "lake", args.records, delta, 1, args.heap, ["creditlake"])
    say(f"generating about {args.records:,} records")
    alone.generate()
    for number in range(2):
        alone.land(number)
    result = {"records": args.records, "delta": delta, "workers": args.workers, "cores": os.cpu_count()}
    say("the nights in one process")
    result["alone"] = nights(alone)
    expected = hashes(alone)
    (alone.dir / "lake").rename(alone.dir / "lake.alone")
    with ExitStack() as stack:
        say(f"the nights on {args.workers} workers")
        cluster = stack.enter_context(standalone(folder, args.workers, args.executor_heap))
        spread = OnCluster(*vars(alone).values(), cluster, args.driver_heap, args.executor_heap)
        result["cluster"] = nights(spread)
    result["same"] = hashes(alone) == expected
    (folder / "cluster.json").write_text(json.dumps(result, indent=1, ensure_ascii=False), "utf-8")
    print(show(result))
    if not result["same"]:
        sys.exit("bench/cluster/run: the cluster's releases hold something else than those of one process")


if __name__ == "__main__":
    main()
