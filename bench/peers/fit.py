"""How a night grows with the records, from several runs of bench/run; and what that makes of a larger lake.

    bench/fit night.json night.json … [--to 6000000000] [--delta 6000000] [--cores 512] [--busy 0.6]

Each file is what a run of bench/run left, of another size. Of the first nights' stages it fits processor time (cores times
seconds) as a fixed part and one for each record, by least squares of the relative error, and prints the exponent between
the two largest sizes, the fixed part taken off: 1 is linear. A larger lake is then reckoned twice: as the line has it, and
with that exponent. Of runs that have them, nights without deliveries are fitted the same way, and what a delta night takes
beyond one is told for each of its rows. --busy is the share of the cores' time that a cluster makes use of, which these
runs do not tell.
"""

import argparse
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

STAGES = ("ingest", "standardise", "resolve", "grade", "supervise", "publish")
WHOLE = "whole night"
HOUR = 3600


@dataclass(frozen=True)
class Fit:
    """What grows with the records: a fixed part, one for each record, and the exponent of what is not fixed."""

    fixed: float
    each: float
    exponent: float
    largest: int

    def at(self, records: int) -> float:
        """As the line has it."""
        return self.fixed + self.each * records

    def bent(self, records: int) -> float:
        """With the exponent from the largest size on, which may not make less of it than the line."""
        return self.at(records) * (records / self.largest) ** max(0.0, self.exponent - 1)


def fitted(points: list[tuple[int, float]]) -> Fit:
    """A line that weighs errors relative to the values; with a fixed part below zero, one without."""
    points = sorted(points)
    weights = [1 / value**2 for _, value in points]
    total = sum(weights)
    n = sum(w * x for w, (x, _) in zip(weights, points, strict=True))
    t = sum(w * y for w, (_, y) in zip(weights, points, strict=True))
    across = sum(w * (x - n / total) * (y - t / total) for w, (x, y) in zip(weights, points, strict=True))
    wide = sum(w * (x - n / total) ** 2 for w, (x, _) in zip(weights, points, strict=True))
    each = across / wide
    fixed = (t - each * n) / total
    if fixed < 0:
        fixed = 0.0
        each = sum(w * x * y for w, (x, y) in zip(weights, points, strict=True)) / sum(
            w * x * x for w, (x, _) in zip(weights, points, strict=True)
        )
    (small, before), (large, after) = points[-2:]
    grown = math.log(max(after - fixed, 1e-9) / max(before - fixed, 1e-9)) / math.log(large / small)
    return Fit(fixed, each, grown, large)


def core_seconds(run: dict, night: dict, name: str) -> float:
    """What a stage of a night held of the cores, or the whole night."""
    return run["cores"] * (night["seconds"] if name == WHOLE else night["stages"].get(name, 0.0))


def table(title: str, runs: list[dict], night: Callable[[dict], dict], to: int) -> tuple[list[str], tuple[float, float]]:
    """Stages of a night by size, with what is fitted; and core hours of the whole at another size, straight and bent."""
    line = "{:14}" + " {:>11}" * len(runs) + " {:>9} {:>12} {:>9} {:>13} {:>13}"
    head = ("fixed s", "µs a record", "exponent", "line, core h", "bent, core h")
    lines = [title, line.format("", *(f"{run['records']:,}" for run in runs), *head)]
    reckoned = {}
    for name in (*STAGES, WHOLE):
        values = [(run["records"], core_seconds(run, night(run), name)) for run in runs]
        if min(value for _, value in values) <= 0:
            continue
        fit = fitted(values)
        straight, bent = fit.at(to) / HOUR, fit.bent(to) / HOUR
        reckoned[name] = (straight, bent)
        numbers = (f"{fit.fixed:.1f}", f"{fit.each * 1e6:.1f}", f"{fit.exponent:.2f}", f"{straight:,.1f}", f"{bent:,.1f}")
        lines.append(line.format(name, *(f"{value:,.1f}" for _, value in values), *numbers))
    # One stage that bends outgrows what the whole shows.
    stages = sum(bent for name, (_, bent) in reckoned.items() if name != WHOLE)
    straight, bent = reckoned[WHOLE]
    return lines, (straight, max(bent, stages))


def deltas(runs: list[dict], to: int, delta: int) -> tuple[list[str], tuple[float, float]]:
    """The same of nights without deliveries; and of delta nights, by what they take beyond those."""
    lines, (straight, bent) = table(
        f"core seconds of a night without deliveries, and core hours at {to:,}", runs, lambda run: run["empty"], to
    )
    each = []
    for run in runs:
        more = core_seconds(run, run["nights"][1], WHOLE) - core_seconds(run, run["empty"], WHOLE)
        each.append(more / run["delta"])
        lines.append(
            f"a delta night at {run['records']:,}: {more:,.0f} more for {run['delta']:,} rows, {each[-1] * 1e6:,.0f} µs a row"
        )
    rows = each[-1] * delta / HOUR
    return lines, (straight + rows, bent + rows)


def show(runs: list[dict], to: int, delta: int, cores: int, busy: float) -> str:
    """The tables, and what a first load and a night of a larger lake take."""

    def on_cores(hours: tuple[float, float]) -> str:
        low, high = (core_hours / cores / busy for core_hours in hours)
        return f"on {cores} cores that work {busy:.0%} of the time: {low:.1f} to {high:.1f} hours"

    title = f"core seconds of a first night, and core hours of one of {to:,}"
    lines, first = table(title, runs, lambda run: run["nights"][0], to)
    lines += [on_cores(first), ""]
    for what, value in (
        ("bytes that come in", lambda run: run["bytes_in"][0]),
        ("growth of the lake", lambda run: run["nights"][0]["grown"]),
        ("bytes written", lambda run: run["nights"][0]["written"]),
    ):
        fit = fitted([(run["records"], value(run)) for run in runs])
        sizes = f"{fit.at(to) / 1e12:,.1f} TB, or {fit.bent(to) / 1e12:,.1f}"
        lines.append(f"{what:20} {fit.each / 1e3:6.2f} KB a record, exponent {fit.exponent:.2f}: {sizes}")
    further = [run for run in runs if "empty" in run and len(run["nights"]) > 1]
    if len(further) > 1:
        found, nightly = deltas(further, to, delta)
        lines += ["", *found, f"a night of {delta:,} rows {on_cores(nightly)}"]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/fit")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--to", type=int, default=6_000_000_000)
    parser.add_argument("--delta", type=int, default=6_000_000)
    parser.add_argument("--cores", type=int, default=512)
    parser.add_argument("--busy", type=float, default=0.6)
    args = parser.parse_args()
    runs = sorted((json.loads(file.read_text("utf-8")) for file in args.files), key=lambda run: run["records"])
    if len({run["records"] for run in runs}) < 2:
        parser.error("found one size; give the night.json of at least two")
    print(show(runs, args.to, args.delta, args.cores, args.busy))


if __name__ == "__main__":
    main()
