"""Prints figures side by side."""

from __future__ import annotations

from collections.abc import Mapping

_HARD = "pairs_with_a_mention_without_code"


def print_engines(engines: Mapping[str, Mapping]) -> None:
    """One line an engine: of pairs, of pairs that no code decides, of clusters, and of B-cubed."""
    hard = any(_HARD in found for found in engines.values())
    groups = ["all pairs", *(["pairs without a code"] if hard else []), "exact clusters", "B-cubed"]
    print("\n" + " " * 30 + "".join(f"{group:^30}" for group in groups))
    print(" " * 30 + f"{'precision':>10}{'recall':>10}{'F1':>10}" * len(groups))
    for name, found in engines.items():
        pairs = found[_HARD] if hard else {}
        figures = [found[key] for key in ("precision", "recall", "f1")]
        figures += [pairs[key] for key in ("precision", "recall", "f1")] if hard else []
        for group in ("cluster", "b_cubed"):
            figures += [found[f"{group}_{key}"] for key in ("precision", "recall", "f1")]
        at = f" ≥{found['threshold']:g}" if "threshold" in found else ""
        print(f"{name + at:30}" + "".join(f"{figure:10.4f}" for figure in figures))


def print_kinds(engines: Mapping[str, Mapping]) -> None:
    """Precision and recall of the mentions of each kind."""
    names = [name for name in engines if not name.endswith("best")]
    print("\n" + f"{'mentions of a kind':26}{'units':>8}" + "".join(f"{name:^22}" for name in names))
    print(" " * 34 + f"{'precision':>12}{'recall':>10}" * len(names))
    kinds = {row["kind"]: row["units"] for row in engines[names[0]]["by_kind"]}
    for kind, units in kinds.items():
        cells = ""
        for name in names:
            row = next(r for r in engines[name]["by_kind"] if r["kind"] == kind)
            cells += "".join(
                f"{'' if row[key] is None else format(row[key], '.4f'):>{width}}"
                for key, width in (("precision", 12), ("recall", 10))
            )
        print(f"{kind or 'no slip':26}{units:8,}{cells}")


def print_seconds(engines: Mapping[str, Mapping], nights: list[tuple[str, str, float]]) -> None:
    """What resolution took in each night, and what Splink took for everything at once."""
    resolved = ", ".join(f"{seconds:,.1f} s on {night}" for night, stage, seconds in nights if stage == "resolve")
    print(f"\ncreditlake resolved in {resolved}")
    for name, found in engines.items():
        if "seconds" in found and not name.endswith("best"):
            print(f"{name} took {found['seconds']:,.1f} s; {found['scored_pairs']:,} pairs scored 0.5 or more")
