"""Policies and the law about records as SQL: one aggregation a record class for all policies, then points and grades."""

import datetime
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from functions import Dialect, text

UNITS = {"months": 1, "years": 12}
MONEY = "DECIMAL(14,2)"


def months(length: str) -> int:
    """``36 months`` or ``5 years`` in months."""
    number, unit = length.split()
    return int(number) * UNITS[unit]


def in_force(folder: Path, as_of: datetime.date) -> dict | None:
    """The version of a folder of dated files that holds on a day."""
    dated = [f for f in sorted(folder.glob("????-??-??.yaml")) if f.stem <= as_of.isoformat()]
    return yaml.safe_load(dated[-1].read_text("utf-8")) if dated else None


@dataclass(frozen=True)
class Item:
    """An indicator or direct rule of one policy: what it measures, and where the measure stands."""

    policy: dict
    node: dict

    @property
    def name(self) -> str:
        return f"{self.policy['policy']}_{self.node['id']}".replace("-", "_")

    @property
    def record(self) -> str:
        return self.node["record"]

    @property
    def measure(self) -> str:
        return self.node.get("measure", "count")

    def day(self) -> str:
        window = self.node.get("window", "")
        return window.split(" by ")[1] if " by " in window else "occurred_on"

    def counts(self, dialect: Dialect, as_of: str) -> str:
        """Whether a record counts on the day."""
        parts = [f"coalesce(counts_until > {as_of}, true)"]
        if "where" in self.node:
            parts.append(f"coalesce(({in_words_of(dialect, self.node['where'])}), false)")
        if "window" in self.node:
            length = months(self.node["window"].split(" by ")[0])
            parts.append(f"coalesce({self.day()} <= {as_of} AND after_months({self.day()}, {length}) > {as_of}, false)")
        if self.node.get("while") == "valid":
            parts.append(f"coalesce(valid_from <= {as_of}, true) AND coalesce(valid_to >= {as_of}, true)")
        return " AND ".join(parts)

    def aggregates(self, dialect: Dialect, as_of: str) -> list[str]:
        """The measure, as aggregates over the records of one subject."""
        only = f"FILTER (WHERE {self.counts(dialect, as_of)}) AS {self.name}"
        words = self.measure.split()
        if words[0] in {"count", "none"} and "decay" not in self.node.get("points", {}):
            return [f"count(*) {only}"]
        if words[0] == "count":
            return [f"sum({self.kept(as_of)}) {only}"]
        if words[0] == "years":
            return [f"min({words[-1]}) {only}"]
        if words[0] == "days":
            until = f"CASE WHEN valid_to IS NULL OR valid_to > {as_of} THEN {as_of} ELSE valid_to END"
            return [f"sum(CASE WHEN valid_from <= {as_of} THEN days_between({until}, valid_from) + 1 ELSE 0 END) {only}"]
        return [f"{self.measure} {only}"]

    def kept(self, as_of: str) -> str:
        """The part that a record still counts for at its age."""
        decay = self.node["points"]["decay"]
        if "half_life" in decay:
            life, end = months(decay["half_life"]), months(self.node["window"].split(" by ")[0])
            steps = [(age, 0.5 ** (age // life)) for age in range(life, end, life)]
        else:
            steps = [(months(s["after"]), s["keep"]) for s in decay["steps"]]
        cases = " ".join(f"WHEN after_months({self.day()}, {age}) <= {as_of} THEN {keep}" for age, keep in reversed(steps))
        return f"CAST(CASE {cases} ELSE 1 END AS DECIMAL(9,4))"

    def points(self, known: bool, as_of: str) -> str:
        """The points of the measure; of a class without records those of none."""
        words, points = self.measure.split(), self.node["points"]
        measured = self.name if known else "NULL"
        if words[0] == "years":
            return steps_of(points["steps"], lambda s: f"after_months({measured}, {12 * s['from']}) <= {as_of}")
        value = f"coalesce({measured}, 0)"
        if words[0] == "none":
            value = f"CASE WHEN {value} = 0 THEN 1 ELSE 0 END"
        elif words[-2:] == ["per", "year"]:
            value = f"round({value} * 12.0 / {months(self.node['window'])}, 4)"
        if "steps" in points:
            return steps_of(points["steps"], lambda s: f"{value} >= {s['from']}")
        each, cap = points["each"], points.get("cap")
        raw = f"round({each} * {value}, 2)"
        limited = raw if cap is None else f"{'least' if each > 0 else 'greatest'}({raw}, {cap})"
        return f"CAST({limited} AS {MONEY})"


def steps_of(steps: list[dict], reached) -> str:
    """The points of the last step that is reached."""
    cases = " ".join(f"WHEN {reached(step)} THEN {step['points']}" for step in reversed(steps))
    return f"CAST(CASE {cases} ELSE 0 END AS {MONEY})"


def in_words_of(dialect: Dialect, condition: str) -> str:
    """A condition of a policy, which is Spark's SQL."""
    if dialect.name == "spark":
        return condition
    like = re.sub(r"(\w+|coalesce\([^()]*\)) RLIKE ('[^']*')", r"regexp_like(\1, \2)", condition)
    return like.replace("datediff(", "days_between(")


def counts_until(dialect: Dialect, law: dict, record: str) -> str:
    """The first day on which the law no longer lets a record be used; null for none."""
    for entry in law["records"]:
        if entry["record"] != record or all(s["use"] == "policy" for s in entry["severities"]):
            continue
        cases = []
        for severity in entry["severities"]:
            until = f"after_months({entry['counted_from']}, {months(severity['publicity']['at_most'])})"
            where = in_words_of(dialect, severity["where"]) if "where" in severity else "true"
            cases.append(f"WHEN {where} THEN {until}")
        return f"CASE {' '.join(cases)} END"
    return "CAST(NULL AS DATE)"


@dataclass(frozen=True)
class Grading:
    """All policies in force on a day, over tables ``record_<class>`` with a ``subject``, and ``subject_golden``."""

    dialect: Dialect
    policies: list[dict]
    law: dict
    classes: list[str]
    as_of: str

    @staticmethod
    def load(dialect: Dialect, conf: Path, classes: list[str], as_of: datetime.date) -> "Grading":
        folders = sorted(f for f in (conf / "policies").iterdir() if f.is_dir())
        versions = [v for v in (in_force(f, as_of) for f in folders) if v]
        law = in_force(conf / "lifecycle", as_of)
        if law["earlier_records"] != "this_version":
            raise ValueError("conf/lifecycle: earlier_records is not this_version, which alone the peers know")
        return Grading(dialect, versions, law, classes, f"DATE '{as_of}'")

    def items(self) -> list[Item]:
        return [Item(p, n) for p in self.policies for n in [*p["indicators"], *p.get("direct_grades", [])]]

    def measured(self, record: str) -> str:
        """One row a subject with records of the class: what every item of every policy measures."""
        own = [a for i in self.items() if i.record == record for a in i.aggregates(self.dialect, self.as_of)]
        until = counts_until(self.dialect, self.law, record)
        return f"""SELECT subject, {", ".join(own)}
FROM (SELECT *, {until} AS counts_until FROM record_{record}) AS r GROUP BY subject"""

    def together(self) -> str:
        """What is measured of every subject that any policy grades."""
        joins = "".join(f"\nLEFT JOIN measured_{c} USING (subject)" for c in self.classes)
        graded = " OR ".join(f"({self.covers(p)})" for p in self.policies)
        return f"SELECT * FROM subject_golden{joins} WHERE {graded}"

    @staticmethod
    def covers(policy: dict) -> str:
        kinds = ", ".join(text(k) for k in policy["subjects"])
        sections = " OR ".join(f"industry LIKE '{i}%'" for i in policy.get("industries", []))
        return f"kind IN ({kinds})" + (f" AND ({sections})" if sections else "")

    def pointed(self, policy: dict) -> str:
        """Points of each indicator, and the place of the worst direct grade, by subject."""
        points = []
        for node in policy["indicators"]:
            item = Item(policy, node)
            points.append(f"{item.points(item.record in self.classes, self.as_of)} AS p_{node['id']}")
        return f"SELECT subject, {', '.join(points)}, {self.direct(policy)} FROM measured WHERE {self.covers(policy)}"

    def direct(self, policy: dict) -> str:
        ranks = [g["grade"] for g in policy["grades"]]
        rules = [Item(policy, n) for n in policy.get("direct_grades", []) if n["record"] in self.classes]
        rules.sort(key=lambda i: -ranks.index(i.node["grade"]))
        rank = " ".join(f"WHEN coalesce({i.name}, 0) > 0 THEN {ranks.index(i.node['grade'])}" for i in rules)
        name = " ".join(f"WHEN coalesce({i.name}, 0) > 0 THEN {text(i.node['id'])}" for i in rules)
        return f"CASE {rank} ELSE -1 END AS direct_rank, CASE {name} END AS rule"

    def limited(self, policy: dict) -> tuple[list[str], list[str]]:
        """What the limits of dimensions give back or take: ids and expressions."""
        ids, corrections = [], []
        for dimension in policy["dimensions"]:
            own = " + ".join(f"p_{n['id']}" for n in policy["indicators"] if n["dimension"] == dimension["id"])
            kept = f"({own})"
            if "cap" in dimension:
                kept = f"least({kept}, {dimension['cap']})"
            if "floor" in dimension:
                kept = f"greatest({kept}, {dimension['floor']})"
            if "cap" in dimension or "floor" in dimension:
                ids.append(dimension["id"])
                corrections.append(f"CAST({kept} - ({own}) AS {MONEY})")
        return ids, corrections

    def graded(self, policy: dict) -> str:
        """Score, grade and the rule that decides, of every subject of a policy, with what each indicator gives."""
        ids, corrections = self.limited(policy)
        limits = "".join(f", {c} AS l_{i}" for i, c in zip(ids, corrections, strict=True))
        sum_of = " + ".join([*(f"p_{n['id']}" for n in policy["indicators"]), *(f"l_{i}" for i in ids)])
        ranks = [g["grade"] for g in policy["grades"]]
        by_score = " ".join(f"WHEN score >= {g['from']} THEN {r}" for r, g in enumerate(policy["grades"][:-1]))
        names = " ".join(f"WHEN {r} THEN {text(g)}" for r, g in enumerate(ranks))
        return f"""SELECT *, {text(policy["policy"])} AS policy, {text(str(policy["effective_from"]))} AS policy_version,
CASE greatest(direct_rank, score_rank) {names} END AS grade,
CASE WHEN direct_rank >= score_rank THEN rule END AS direct_rule
FROM (SELECT *, CASE {by_score} ELSE {len(ranks) - 1} END AS score_rank
FROM (SELECT *, CAST({policy["base"]} + {sum_of} AS {MONEY}) AS score
FROM (SELECT *{limits} FROM ({self.pointed(policy)}) AS p) AS l) AS s) AS g"""

    def contributions(self, policy: dict) -> str:
        """What gives or takes points, a row each, from ``graded_<policy>``."""
        ids, _ = self.limited(policy)
        pairs = [(n["id"], f"p_{n['id']}") for n in policy["indicators"]] + [(i, f"l_{i}") for i in ids]
        return f"""SELECT subject, policy, c.indicator AS indicator, c.points AS points
FROM (SELECT subject, policy, {self.dialect.contributions(pairs)} AS c FROM {table_of(policy)}) AS x WHERE c.points <> 0"""


def table_of(policy: dict) -> str:
    """The table of the grades of a policy."""
    return "graded_" + policy["policy"].replace("-", "_")
