"""
Runs a recipe of Spark in a process of its own and writes what its ``read`` gives.

    spark_rows.py RECIPE OUT RELEASE,RELEASE TABLE,TABLE SQL...

OUT gets an object: under ``sql`` the rows of each statement, all of which run first, and then release to table to rows.
"""

from __future__ import annotations

import json
import runpy
import sys
from pathlib import Path

from rows import comparable

recipe, out, releases, tables, *statements = sys.argv[1:]
defined = runpy.run_path(recipe)


def rows(frame) -> list[str]:
    return comparable([row.asDict(recursive=True) for row in frame.collect()])


answer = {"sql": [rows(defined["spark"].sql(statement)) for statement in statements]} | {
    release: {table: rows(defined["read"](table, release)) for table in tables.split(",")}
    for release in releases.split(",")
}
Path(out).write_text(json.dumps(answer), encoding="utf-8")
defined["spark"].stop()
