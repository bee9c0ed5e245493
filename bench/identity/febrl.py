"""How well creditlake and Splink find the persons of Febrl's data set 3 again.

The truth is in the name of an entry: rec-552-dup-3 is one of those of rec-552. Splink's settings are those of its own
example of this set (https://moj-analytical-services.github.io/splink/demos/examples/duckdb/febrl3.html).

Usage: febrl.py ENTRIES.csv OUT.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on

import linking
import metrics
import tables

SETTINGS = SettingsCreator(
    unique_id_column_name="rec_id",
    link_type="dedupe_only",
    blocking_rules_to_generate_predictions=[
        block_on("soc_sec_id"),
        block_on("given_name"),
        block_on("surname"),
        block_on("date_of_birth"),
        block_on("postcode"),
    ],
    comparisons=[
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
    ],
)


def train(linker: Linker) -> None:
    """As in the example."""
    linker.training.estimate_probability_two_random_records_match(
        [
            "l.soc_sec_id = r.soc_sec_id",
            "l.given_name = r.given_name and l.surname = r.surname and l.date_of_birth = r.date_of_birth",
            "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth",
        ],
        recall=0.9,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("postcode"))


def main(entries: Path, out: Path) -> None:
    """Loads, links, measures and prints."""
    db = duckdb.connect()
    db.execute(f"CREATE TABLE entry AS SELECT * FROM read_csv('{entries}', header = true, all_varchar = true)")
    db.execute("CREATE TABLE shown AS SELECT * EXCLUDE (subject_id) FROM entry")
    done = linking.link(db, "shown", SETTINGS, train, "febrl")
    joined = " ".join(
        f"JOIN (SELECT unique_id, cluster_id AS c_{linking.table_of('febrl', t)} FROM {linking.table_of('febrl', t)}) "
        f"t{i} ON e.rec_id = t{i}.unique_id"
        for i, t in enumerate(linking.THRESHOLDS)
    )
    db.execute(
        f"""
        CREATE TABLE unit AS
        SELECT regexp_extract(rec_id, '^rec-[0-9]+') AS truth, e.subject_id, COLUMNS('^c_') FROM entry e {joined}"""
    )

    def column(threshold: float) -> str:
        return "c_" + linking.table_of("febrl", threshold)

    best = linking.best_threshold(db, "unit", column)
    engines = {"creditlake": metrics.agreement(db, "unit", "subject_id").as_dict()}
    for label, threshold in (("Splink", linking.DOCUMENTED_THRESHOLD), ("Splink, best", best)):
        engines[label] = {
            "threshold": threshold,
            "seconds": round(done.seconds, 1),
            **metrics.agreement(db, "unit", column(threshold)).as_dict(),
        }
    out.write_text(json.dumps({"engines": engines}, indent=1))
    print(f"\nFebrl data set 3: {engines['creditlake']['units']:,} entries of {engines['creditlake']['subjects']:,}")
    tables.print_engines(engines)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
