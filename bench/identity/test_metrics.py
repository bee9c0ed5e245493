"""The figures that are counted are those of a list of all pairs."""

import itertools
import random
import unittest

import duckdb

import metrics


def table(rows: list[tuple[str, str | None]]) -> duckdb.DuckDBPyConnection:
    """A table ``unit`` of truth and cluster."""
    db = duckdb.connect()
    db.execute("CREATE TABLE unit (truth VARCHAR, found VARCHAR)")
    db.executemany("INSERT INTO unit VALUES (?, ?)", rows)
    return db


class MetricsTest(unittest.TestCase):
    """Counted by hand or by brute force."""

    def test_a_small_case_by_hand(self) -> None:
        """Subjects {a a a} and {b b}; clusters {a a b}, {a}, {b}."""
        found = metrics.agreement(table([("a", "1"), ("a", "1"), ("a", "2"), ("b", "1"), ("b", "3")]), "unit", "found")
        self.assertEqual((found.true_pairs, found.predicted_pairs, found.right_pairs), (4, 3, 1))
        self.assertAlmostEqual(found.precision, 1 / 3)
        self.assertAlmostEqual(found.recall, 1 / 4)
        self.assertEqual(found.cluster_precision, 0)
        self.assertAlmostEqual(found.b_cubed_precision, (2 / 3 + 2 / 3 + 1 + 1 / 3 + 1) / 5)
        self.assertAlmostEqual(found.b_cubed_recall, (2 / 3 + 2 / 3 + 1 / 3 + 1 / 2 + 1 / 2) / 5)

    def test_all_pairs_listed_give_the_same(self) -> None:
        """Of random clusters, and of the pairs of which one at least begins with a."""
        chance = random.Random(7)  # noqa: S311
        for _ in range(20):
            rows = [(chance.choice("abcdef"), chance.choice("1234567")) for _ in range(40)]
            pairs = list(itertools.combinations(rows, 2))
            for condition, kept in (("true", pairs), ("truth = 'a'", [p for p in pairs if "a" in (p[0][0], p[1][0])])):
                true = sum(left[0] == right[0] for left, right in kept)
                predicted = sum(left[1] == right[1] for left, right in kept)
                right = sum(left == right for left, right in kept)
                found = metrics.pairs_with(table(rows), "unit", "found", condition)
                self.assertAlmostEqual(found["precision"], right / predicted if predicted else 1)
                self.assertAlmostEqual(found["recall"], right / true if true else 1)

    def test_a_right_clustering_is_right_in_every_figure(self) -> None:
        """Names of clusters do not matter, and a null is a cluster of its own."""
        found = metrics.agreement(table([("a", "x"), ("a", "x"), ("b", None), ("c", None)]), "unit", "found")
        self.assertEqual({found.f1, found.cluster_f1, found.b_cubed_f1}, {1})

    def test_kinds_are_means_over_their_units(self) -> None:
        """Two units of one kind, one of which is with a stranger."""
        db = table([("a", "1"), ("a", "1"), ("b", "1"), ("b", "2")])
        db.execute("CREATE TABLE kinds AS SELECT *, [truth] AS kinds FROM unit")
        found = {row["kind"]: row for row in metrics.by_kind(db, "kinds", "found", "kinds")}
        self.assertAlmostEqual(found["a"]["precision"], 1 / 2)
        self.assertAlmostEqual(found["a"]["recall"], 1)
        self.assertAlmostEqual(found["b"]["recall"], 0)


if __name__ == "__main__":
    unittest.main()
