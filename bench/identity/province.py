"""How well creditlake and Splink tell the organisations of a generated province apart.

Usage: province.py RECORDS.csv STAGES.csv TRUTH_FOLDER OUT.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb

import linking
import metrics
import settings
import tables

#: What a record may name its subject by; a distinct combination of these is a mention.
NAMING = (
    "subject_name",
    "name_key",
    "trade",
    "industry",
    "branch",
    "former_key",
    "org_code",
    "reg_no",
    "shown_code",
    "region",
    "prefecture",
    "legal_representative",
    "address",
    "established_on",
)
WITHOUT_CODE = "m.org_code IS NULL AND m.reg_no IS NULL"


def load(db: duckdb.DuckDBPyConnection, records: Path, truth: Path) -> None:
    """Makes the tables ``mention`` and ``unit``.

    A unit is a mention of one true subject that creditlake tied to one subject: nearly always the mention itself.
    Splink sees mentions, so that two units of one mention are one to it.
    """
    db.execute(
        f"""
        CREATE TABLE record AS SELECT * REPLACE (coalesce(branch, '') AS branch)
        FROM read_csv('{records}', header = true, all_varchar = true)"""
    )
    db.execute(
        f"""
        CREATE TABLE told AS
        SELECT file, row_number, subject AS truth, coalesce(slips, '') AS slips
        FROM read_csv('{truth}/*.rows.csv', header = true, all_varchar = true)"""
    )
    db.execute(
        f"CREATE TABLE subject AS SELECT * FROM read_csv('{truth}/subjects.csv', header = true, all_varchar = true)"
    )
    db.execute(
        f"""
        CREATE TABLE mention AS
        SELECT row_number() OVER () AS mention, * FROM (
          SELECT DISTINCT {", ".join(NAMING)}, list_filter([name_key, former_key], lambda n: n IS NOT NULL) AS names
          FROM record ORDER BY ALL)"""
    )
    same = " AND ".join(f"r.{column} IS NOT DISTINCT FROM m.{column}" for column in NAMING)
    db.execute(
        f"""
        CREATE TABLE unit AS
        SELECT m.mention, t.truth, r.subject_id, ({WITHOUT_CODE}) AS is_codeless,
          list_distinct(flatten(list(
            string_split(t.slips, ' ')
            || CASE WHEN s.parent IS NOT NULL THEN ['branch'] ELSE [] END
            || CASE WHEN s.twin IS NOT NULL OR o.subject IS NOT NULL THEN ['twin'] ELSE [] END
            || CASE WHEN {WITHOUT_CODE} THEN ['without_code'] ELSE ['with_code'] END))) AS kinds
        FROM record r JOIN mention m ON {same}
        JOIN told t ON r.file = t.file AND r.row_number = t.row_number
        LEFT JOIN subject s ON t.truth = s.subject
        LEFT JOIN (SELECT DISTINCT twin AS subject FROM subject) o ON t.truth = o.subject
        WHERE t.truth LIKE 'S%'
        GROUP BY ALL"""
    )


def link(db: duckdb.DuckDBPyConnection, name: str) -> dict[str, object]:
    """Links the mentions by the Splink settings of a name, and adds its clusters to the units."""
    done = linking.link(db, "mention", getattr(settings, name)(), settings.train, name)
    for threshold in linking.THRESHOLDS:
        table = linking.table_of(name, threshold)
        db.execute(f"ALTER TABLE unit ADD COLUMN {table} VARCHAR")
        db.execute(f"UPDATE unit SET {table} = t.cluster_id FROM {table} t WHERE unit.mention = t.unique_id")
    return {"seconds": round(done.seconds, 1), "scored_pairs": done.pairs}


def measured(db: duckdb.DuckDBPyConnection, cluster: str) -> dict[str, object]:
    """All figures of a column of clusters."""
    return {
        **metrics.agreement(db, "unit", cluster).as_dict(),
        "pairs_with_a_mention_without_code": metrics.pairs_with(db, "unit", cluster, "is_codeless"),
        "by_kind": metrics.by_kind(db, "unit", cluster, "kinds"),
    }


def main(records: Path, stages: Path, truth: Path, out: Path) -> None:
    """Loads, links, measures and prints."""
    db = duckdb.connect()
    load(db, records, truth)
    sizes = {
        name: db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for name, table in (
            ("records", "record"),
            ("mentions", "mention"),
            ("units", "unit"),
            ("subjects", "(SELECT DISTINCT truth FROM unit)"),
        )
    }
    print(", ".join(f"{size:,} {name}" for name, size in sizes.items()), flush=True)
    engines = {"creditlake": measured(db, "subject_id")}
    for name in ("documented", "tuned"):
        run = link(db, name)
        best = linking.best_threshold(db, "unit", lambda threshold, name=name: linking.table_of(name, threshold))
        for label, threshold in ((f"Splink {name}", linking.DOCUMENTED_THRESHOLD), (f"Splink {name}, best", best)):
            found = measured(db, linking.table_of(name, threshold))
            engines[label] = {"threshold": threshold, **run, **found}
    nights = db.execute(
        f"SELECT CAST(run_date AS VARCHAR) AS night, stage, round(seconds, 1) FROM read_csv('{stages}') ORDER BY night"
    ).fetchall()
    out.write_text(json.dumps({"sizes": sizes, "stage_seconds": nights, "engines": engines}, indent=1))
    tables.print_engines(engines)
    tables.print_kinds(engines)
    tables.print_seconds(engines, nights)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
