"""Whether a peer comes to what creditlake has come to."""

from pathlib import Path

import duckdb

# Evaluated by the month: what stands after a later night may be of an earlier day, while a script grades as of the night.
MONTHLY = "market-risk"


class Results:
    """What a peer has written: one Parquet file a result of DuckDB, a folder of them of Spark."""

    def __init__(self, out: Path, peer: str):
        self.pattern = f"{out}/{{}}.parquet" if peer == "duckdb" else f"{out}/{{}}/*.parquet"
        self.connection = duckdb.connect()

    def read(self, name: str) -> str:
        return f"read_parquet('{self.pattern.format(name)}', union_by_name = true)"

    def counts(self) -> dict[str, dict[str, int]]:
        """Rows by source and by what became of them."""
        found: dict[str, dict[str, int]] = {}
        for outcome, name in (("accepted", "record_*"), ("duplicate", "duplicate_*"), ("quarantined", "quarantine_*")):
            query = f"SELECT source, count(*) FROM {self.read(name)} GROUP BY source"
            for source, rows in self.connection.sql(query).fetchall():
                found.setdefault(source, {"accepted": 0, "duplicate": 0, "quarantined": 0})[outcome] = rows
        return found

    def differing(self, eligible: Path, first_night: bool) -> dict:
        """Grades of creditlake beside the peer's: how many were compared, how many differ, and some that do."""
        policies = "true" if first_night else f"policy IS DISTINCT FROM '{MONTHLY}'"
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE ours AS SELECT * FROM read_csv('{eligible}', header = true, all_varchar = true) "
            f"WHERE {policies}"
        )
        self.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE theirs AS SELECT known_as AS code, policy, score, grade, direct_rule "
            f"FROM {self.read('grade')} JOIN {self.read('subject_golden')} USING (subject) "
            f"WHERE known_as IN (SELECT code FROM ours) AND {policies}"
        )
        query = """SELECT count(*), count(*) FILTER (WHERE differs), count(DISTINCT code) FROM both_sides"""
        self.connection.execute(
            """CREATE OR REPLACE TEMP TABLE both_sides AS SELECT coalesce(o.code, t.code) AS code,
            coalesce(o.policy, t.policy) AS policy, o.score, t.score AS their_score, o.grade, t.grade AS their_grade,
            o.direct_rule, t.direct_rule AS their_rule,
            CAST(o.score AS DECIMAL(14,2)) IS DISTINCT FROM t.score OR o.grade IS DISTINCT FROM t.grade
                OR o.direct_rule IS DISTINCT FROM t.direct_rule AS differs
            FROM (SELECT * FROM ours WHERE policy IS NOT NULL) AS o
            FULL JOIN theirs AS t ON t.code = o.code AND t.policy = o.policy"""
        )
        compared, different, subjects = self.connection.sql(query).fetchone()
        some = self.connection.sql("SELECT * EXCLUDE (differs) FROM both_sides WHERE differs ORDER BY code LIMIT 5")
        return {
            "compared": compared,
            "subjects": subjects,
            "different": different,
            "examples": [list(map(str, row)) for row in some.fetchall()],
        }
