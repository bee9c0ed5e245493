"""Splink as its documentation shows it: train, predict, cluster; and the clusters of several thresholds beside."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

import duckdb
from splink import DuckDBAPI, Linker, SettingsCreator

import metrics

#: The threshold of Splink's own quickstart; the others show what a better guess would have won.
DOCUMENTED_THRESHOLD = 0.95
THRESHOLDS = (DOCUMENTED_THRESHOLD, 0.5, 0.8, 0.9, 0.99, 0.999, 0.9999)


@dataclass(frozen=True)
class Linked:
    """Seconds that Splink took to train, predict and cluster, and the pairs above the lowest threshold."""

    seconds: float
    pairs: int


def link(
    db: duckdb.DuckDBPyConnection,
    table: str,
    settings: SettingsCreator,
    train: Callable[[Linker], None],
    name: str,
) -> Linked:
    """Links the rows of a table. Adds tables of ``unique_id`` and ``cluster_id``, see :func:`table_of`."""
    logging.disable(logging.WARNING)
    started = time.monotonic()
    api = DuckDBAPI(connection=db)
    linker = Linker(api.register(table), settings)
    train(linker)
    predicted = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    seconds = 0.0
    for threshold in THRESHOLDS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold)
        db.execute(
            f"""
            CREATE OR REPLACE TABLE {table_of(name, threshold)} AS
            SELECT {settings.unique_id_column_name} AS unique_id, cluster_id FROM {clusters.physical_name}"""
        )
        seconds = seconds or time.monotonic() - started
    pairs = db.execute(f"SELECT count(*) FROM {predicted.physical_name}").fetchone()[0]
    return Linked(seconds, pairs)


def table_of(name: str, threshold: float) -> str:
    """The name of the table of the clusters that settings of a name give at a threshold."""
    return f"{name}_{format(threshold, '.4f').replace('.', '_')}"


def best_threshold(db: duckdb.DuckDBPyConnection, units: str, column_of: Callable[[float], str]) -> float:
    """The threshold with the greatest pairwise F1, which nobody knows without the truth."""
    return max(THRESHOLDS, key=lambda t: metrics.agreement(db, units, column_of(t)).f1)
