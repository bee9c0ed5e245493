"""How well clusters agree with the truth, by counting and never by listing pairs.

Everything follows from how many units each true subject and each cluster share (the contingency table), so that memory
grows with the number of units and not with that of pairs.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

import duckdb


@dataclass(frozen=True)
class Agreement:
    """Agreement of clusters with true subjects; every share is between 0 and 1.

    precision, recall, f1: of pairs of units. cluster_*: of clusters that are a true subject, whole and alone.
    b_cubed_*: the mean over units of the shares of a unit's cluster, and of its subject, that belong with it.
    """

    units: int
    subjects: int
    clusters: int
    true_pairs: int
    predicted_pairs: int
    right_pairs: int
    precision: float
    recall: float
    f1: float
    cluster_precision: float
    cluster_recall: float
    cluster_f1: float
    b_cubed_precision: float
    b_cubed_recall: float
    b_cubed_f1: float

    def as_dict(self) -> dict[str, float]:
        """The figures by name."""
        return asdict(self)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def agreement(db: duckdb.DuckDBPyConnection, units: str, cluster: str) -> Agreement:
    """Measures a column of clusters against the column ``truth`` of a table; a null cluster is a cluster of its own."""
    db.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE cell AS
        SELECT truth, cluster, count(*) AS n FROM (
          SELECT truth, coalesce(CAST({cluster} AS VARCHAR), 'alone ' || row_number() OVER ()) AS cluster FROM {units})
        GROUP BY ALL"""
    )
    n, right_pairs, b_precision, b_recall = db.execute(
        """
        SELECT sum(n), CAST(sum(n * (n - 1) // 2) AS BIGINT), sum(n * n / a) / sum(n), sum(n * n / b) / sum(n)
        FROM (SELECT n, sum(n) OVER (PARTITION BY cluster) AS a, sum(n) OVER (PARTITION BY truth) AS b FROM cell)"""
    ).fetchone()
    subjects, true_pairs = _groups(db, "truth")
    clusters, predicted_pairs = _groups(db, "cluster")
    whole = db.execute(
        """
        SELECT count(*) FROM (
          SELECT count(*) OVER (PARTITION BY cluster) AS truths, count(*) OVER (PARTITION BY truth) AS clusters
          FROM cell)
        WHERE truths = 1 AND clusters = 1"""
    ).fetchone()[0]
    precision, recall = _share(right_pairs, predicted_pairs), _share(right_pairs, true_pairs)
    c_precision, c_recall = _share(whole, clusters), _share(whole, subjects)
    return Agreement(
        int(n),
        subjects,
        clusters,
        true_pairs,
        predicted_pairs,
        right_pairs,
        precision,
        recall,
        _f1(precision, recall),
        c_precision,
        c_recall,
        _f1(c_precision, c_recall),
        float(b_precision),
        float(b_recall),
        _f1(float(b_precision), float(b_recall)),
    )


def _groups(db: duckdb.DuckDBPyConnection, column: str) -> tuple[int, int]:
    """The number of groups of the cells and of the pairs within them."""
    return db.execute(
        f"""
        SELECT count(*), coalesce(CAST(sum(n * (n - 1) // 2) AS BIGINT), 0)
        FROM (SELECT sum(n) AS n FROM cell GROUP BY {column})"""
    ).fetchone()


def by_kind(db: duckdb.DuckDBPyConnection, units: str, cluster: str, kinds: str) -> list[dict[str, object]]:
    """Mean precision and recall of the units of each kind; ``kinds`` is a column with a list of them.

    The shares are those of B-cubed without the unit itself: of the others in its cluster, those that belong with it;
    of the others that belong with it, those in its cluster. A unit without others has no part in a mean.
    """
    rows = db.execute(
        f"""
        WITH unit AS (
          SELECT truth, {kinds} AS kinds,
            coalesce(CAST({cluster} AS VARCHAR), 'alone ' || row_number() OVER ()) AS cluster
          FROM {units}),
        counted AS (
          SELECT kinds, count(*) OVER (PARTITION BY cluster, truth) - 1 AS joined,
            count(*) OVER (PARTITION BY cluster) - 1 AS together, count(*) OVER (PARTITION BY truth) - 1 AS belong
          FROM unit)
        SELECT kind, count(*) AS units, avg(joined / nullif(together, 0)) AS precision,
          avg(joined / nullif(belong, 0)) AS recall
        FROM (SELECT unnest(kinds) AS kind, * FROM counted) GROUP BY kind ORDER BY kind"""
    )
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def pairs_with(db: duckdb.DuckDBPyConnection, units: str, cluster: str, condition: str) -> dict[str, float]:
    """Precision, recall and F1 of the pairs at least one of whose units meets a condition.

    They are all pairs less the pairs of units that do not meet it.
    """
    every = agreement(db, units, cluster)
    db.execute(f"CREATE OR REPLACE TEMP TABLE easy AS SELECT * FROM {units} WHERE NOT ({condition})")
    easy = agreement(db, "easy", cluster) if db.execute("SELECT count(*) FROM easy").fetchone()[0] else None
    true, predicted, right = (
        getattr(every, name) - (getattr(easy, name) if easy else 0)
        for name in ("true_pairs", "predicted_pairs", "right_pairs")
    )
    precision, recall = _share(right, predicted), _share(right, true)
    return {
        "true_pairs": true,
        "predicted_pairs": predicted,
        "precision": precision,
        "recall": recall,
        "f1": _f1(precision, recall),
    }
