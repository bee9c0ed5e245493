"""Writes what a competent user would write instead of creditlake: one SQL script for DuckDB, one for Spark.

    python script.py duckdb|spark --landing DIR --schemas DIR --conf DIR --as-of DATE --out DIR --script FILE

The script reads every delivery of the landing folder, normalises and validates each row as the contracts say, sets bad rows
aside, finds repetitions, links by code, grades under the policies in force and writes it all as Parquet. It is made from the
same contracts and policies as creditlake's night. One line ``-- step`` and one statement alternate, parted by ``;``.
"""

import argparse
import codecs
import csv
import datetime
from dataclasses import dataclass
from pathlib import Path

import functions
from contracts import PARTY, PLACES, Contract
from functions import DUCKDB, SPARK, Dialect, text
from policies import Grading, table_of

# The register comes first: registration numbers are looked up in it.
SOURCES = [
    "market_registration",
    "licence_publicity",
    "penalty_publicity",
    "market_abnormal_operation",
    "market_serious_dishonesty",
]


@dataclass(frozen=True)
class Group:
    """Files of one night that are read alike: charset and the fields of their columns."""

    night: str
    charset: str
    columns: tuple[str, ...]
    files: list[Path]


def groups(contract: Contract, folder: Path) -> list[Group]:
    """The files of a source, by how they are read."""
    found: dict[tuple, list[Path]] = {}
    for file in sorted(folder.glob("????-??-??/*." + contract.kind)):
        if contract.kind == "jsonl":
            charset, columns = "UTF-8", tuple(f.column for f in contract.fields)
        else:
            charset = charset_of(file)
            with file.open(encoding=charset, newline="") as lines:
                header = next(csv.reader(lines))
            charset = charset.replace("-sig", "").upper()
            columns = tuple(contract.column_of(h) for h in header)
        found.setdefault((file.parent.name, charset, columns), []).append(file)
    return [Group(*key, files) for key, files in sorted(found.items())]


def charset_of(file: Path) -> str:
    """The charset that the beginning of a file is written in."""
    with file.open("rb") as raw:
        beginning = raw.read(1 << 16)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
        return "utf-8-sig"
    except UnicodeDecodeError:
        return "gb18030"


class Script:
    """Statements in their order."""

    def __init__(self, dialect: Dialect, out: Path):
        self.dialect, self.out = dialect, out
        self.statements: list[tuple[str, str]] = []

    def add(self, step: str, statement: str) -> None:
        self.statements.append((step, statement))

    def keep(self, step: str, name: str, query: str) -> None:
        """A table that is needed later and no result."""
        if self.dialect.name == "spark":
            place = text(str(self.out / "kept" / name))
            self.add(step, f"CREATE TABLE {name} USING parquet OPTIONS (compression 'lz4') LOCATION {place} AS {query}")
        else:
            self.add(step, f"CREATE TEMP TABLE {name} AS {query}")

    def drop(self, step: str, name: str) -> None:
        if self.dialect.name == "duckdb":
            self.add(step, f"DROP TABLE {name}")

    def save(self, step: str, name: str, query: str) -> None:
        """A result, as Parquet with zstd."""
        place = self.out / name
        if self.dialect.name == "spark":
            made = f"CREATE TABLE {name} USING parquet OPTIONS (compression 'zstd') LOCATION {text(str(place))}"
            self.add(step, f"{made} AS {query}")
        else:
            file = text(f"{place}.parquet")
            self.add(step, f"COPY ({query}) TO {file} (FORMAT parquet, COMPRESSION zstd)")
            self.add(step, f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet({file})")

    def text(self) -> str:
        return "".join(f"-- {step}\n{statement}\n;\n" for step, statement in self.statements)

    # Reading

    def scan(self, contract: Contract, folder: Path) -> None:
        """A view ``scan_<source>``: every cell as text, and whether a row is ``malformed``."""
        parts = []
        for i, group in enumerate(groups(contract, folder)):
            names = {c: f"s_{c}" for c in group.columns}
            one = self.scan_spark if self.dialect.name == "spark" else self.scan_duckdb
            parts.append(one(contract, group, names, f"files_{contract.source}_{i}"))
        self.add("scan", f"CREATE TEMPORARY VIEW scan_{contract.source} AS {' UNION ALL '.join(parts)}")

    def scan_duckdb(self, contract: Contract, group: Group, names: dict, _view: str) -> str:
        if contract.kind == "jsonl":
            headers = {f.headers[0]: f for f in contract.fields}
            columns = ", ".join(f"{text(h)}: 'VARCHAR'" for h in headers)
            selected = ", ".join(f'"{h}" AS {f.sent}' for h, f in headers.items())
            files = ", ".join(text(str(f)) for f in group.files)
            malformed = "false"
            source = f"read_json([{files}], format = 'newline_delimited', columns = {{{columns}}}, filename = true)"
        else:
            # Text in another charset has been written anew by iconv, see duckdb_night.py.
            files = ", ".join(text(str(self.utf8(f) if group.charset != "UTF-8" else f)) for f in group.files)
            # A row with an empty cell too many is no error to DuckDB: it is told by a column more, as no text is null.
            columns = ", ".join(f"{text(n)}: 'VARCHAR'" for n in [*names.values(), "more"])
            selected = ", ".join(names.values())
            malformed = f"more IS NOT NULL OR {names[group.columns[-1]]} IS NULL"
            source = (
                f"read_csv([{files}], auto_detect = false, header = false, skip = 1, delim = ',', quote = '\"', "
                f"escape = '\"', columns = {{{columns}}}, null_padding = true, nullstr = '(none)', filename = true)"
            )
        return f"SELECT {selected}, DATE '{group.night}' AS night, filename AS file, {malformed} AS malformed FROM {source}"

    def utf8(self, file: Path) -> Path:
        """Where a file in another charset is written anew."""
        return self.out / "utf8" / file.name

    def scan_spark(self, contract: Contract, group: Group, names: dict, view: str) -> str:
        paths = text(f"{group.files[0].parent}/{{{','.join(f.name for f in group.files)}}}")
        if contract.kind == "jsonl":
            headers = {f.headers[0]: f for f in contract.fields}
            columns = ", ".join(f"{h} STRING" for h in headers)
            selected = ", ".join(f"{h} AS {f.sent}" for h, f in headers.items())
            options = f"USING json OPTIONS (path {paths}, columnNameOfCorruptRecord 'malformed')"
        else:
            columns = ", ".join(f"{n} STRING" for n in names.values())
            selected = ", ".join(names.values())
            options = (
                f"USING csv OPTIONS (path {paths}, header 'true', enforceSchema 'true', multiLine 'true', quote '\"', "
                f"escape '\"', encoding '{group.charset}', mode 'PERMISSIVE', columnNameOfCorruptRecord 'malformed')"
            )
        self.add("scan", f"CREATE TEMPORARY VIEW {view} ({columns}, malformed STRING) {options}")
        row = f"DATE '{group.night}' AS night, input_file_name() AS file, malformed IS NOT NULL AS malformed"
        return f"SELECT {selected}, {row} FROM {view}"

    # The work

    def source(self, contract: Contract) -> None:
        """From files to records, refused rows and repetitions."""
        name, record = contract.source, contract.record_class.name
        rows = f"evaluated_{name}"
        self.keep(f"standardise {name}", rows, contract.evaluated(self.dialect))
        good = "reasons = ''"
        row = self.dialect.row
        if record == "registration":
            self.keep(
                f"link {name}",
                "register",
                f"SELECT reg_no AS number, min(link_key) AS org_code FROM {rows} "
                f"WHERE {good} AND reg_no IS NOT NULL AND uscc IS NOT NULL GROUP BY reg_no",
            )
        self.keep(
            f"repetitions {name}",
            f"repeated_{name}",
            f"SELECT f.row_id AS row_id, f.record_id AS record_id FROM (SELECT record_id, {row} AS row_id, "
            f"row_number() OVER (PARTITION BY record_id ORDER BY night DESC, uscc IS NULL, {row} DESC) AS place "
            f"FROM {rows} WHERE {good} AND record_id IN "
            f"(SELECT record_id FROM {rows} WHERE {good} GROUP BY record_id HAVING count(*) > 1)) AS f WHERE place > 1",
        )
        columns = [c for c in [*PARTY, *PLACES, *contract.record_class.columns] if c not in {"subject_id"}]
        own = ", ".join(f"e.{c}" for c in dict.fromkeys(columns))
        subject = self.dialect.hash("coalesce(g.org_code, e.link_key)")
        self.save(
            f"records {name}",
            f"record_{record}",
            f"SELECT {subject} AS subject, coalesce(g.org_code, e.link_key) AS known_as, e.record_id, e.source, e.file, "
            f"e.night AS received_on, e.flags, e.content_hash, {own} FROM {rows} AS e "
            f"LEFT JOIN register AS g ON g.number = e.link_key LEFT JOIN repeated_{name} AS d ON d.row_id = e.{row} "
            f"WHERE e.{good} AND d.row_id IS NULL",
        )
        self.save(
            f"repetitions {name}",
            f"duplicate_{name}",
            f"SELECT e.source, e.file, e.night, d.record_id FROM {rows} AS e JOIN repeated_{name} AS d ON d.row_id = e.{row}",
        )
        refused = f"SELECT source, file, night, reasons, raw FROM {rows} WHERE NOT ({good})"
        self.save(f"quarantine {name}", f"quarantine_{name}", refused)
        self.drop(f"quarantine {name}", rows)

    def golden(self, classes: list[str]) -> None:
        """What is known best of a subject: of the register first, then of the latest record."""
        known = ["subject_kind", "subject_name", "uscc", "region"]
        more = {"industry": "STRING", "status": "STRING", "established_on": "DATE"}
        claims = []
        for record in classes:
            own = [c if record == "registration" else f"CAST(NULL AS {t}) AS {c}" for c, t in more.items()]
            rank = 1_000_000 if record == "registration" else 0
            claims.append(
                f"SELECT subject, known_as, {rank} + days_between(coalesce(occurred_on, DATE '1900-01-01'), "
                f"DATE '1900-01-01') AS weight, {', '.join([*known, *own])} FROM record_{record}"
            )
        # What kind a subject is of tells, after the register, a record with a unified code.
        weights = {"subject_kind": "weight + CASE WHEN uscc IS NULL THEN 0 ELSE 500000 END"}
        best = [f"max_by({c}, {weights.get(c, 'weight')}) FILTER (WHERE {c} IS NOT NULL) AS {c}" for c in [*known, *more]]
        query = f"SELECT subject, min(known_as) AS known_as, {', '.join(best)} FROM ({' UNION ALL '.join(claims)}) AS c"
        self.save("subjects", "subject_golden", f"{query} GROUP BY subject".replace("AS subject_kind", "AS kind"))

    def grades(self, grading: Grading) -> None:
        for record in grading.classes:
            measured = grading.measured(record)
            if self.dialect.name == "spark":
                self.add("grade", f"CREATE TEMPORARY VIEW measured_{record} AS {measured}")
            else:
                self.keep("grade", f"measured_{record}", measured)
        self.keep("grade", "measured", grading.together())
        for policy in grading.policies:
            self.add("grade", f"CREATE TEMPORARY VIEW {table_of(policy)} AS {grading.graded(policy)}")
        stored = "subject, policy, policy_version, score, grade, direct_rule"
        grades = [f"SELECT {stored} FROM {table_of(p)}" for p in grading.policies]
        self.save("grade", "grade", " UNION ALL ".join(grades))
        self.save("grade", "contribution", " UNION ALL ".join(grading.contributions(p) for p in grading.policies))


def region_words(file: Path) -> dict[str, str]:
    """Codes and names of regions, today's and former ones, to today's code."""
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    stands = {r["code"]: r for r in rows if not r["valid_to"]}
    last = {r["code"]: r for r in sorted(rows, key=lambda r: r["valid_to"] or "9999")}

    def today(code: str) -> str:
        for _ in range(10):
            if code in stands or code not in last or not last[code]["successor"].isdigit():
                break
            code = last[code]["successor"]
        return code if code in stands else code[:4] + "00" if code[:4] + "00" in stands else code[:2] + "0000"

    words = {code: today(code) for code in last}
    for code, row in stands.items():
        above = [stands[c]["name"] for c in (code[:2] + "0000", code[:4] + "00") if c in stands and c != code]
        for i in range(len(above) + 1):
            words.setdefault("".join(above[i:]) + row["name"], code)
    return words


def industry_words(file: Path) -> dict[str, str]:
    """Codes with and without their letter, and names, to codes."""
    with file.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    words = {r["code"]: r["code"] for r in rows}
    for row in rows:
        words.setdefault(row["name"], row["code"])
        if len(row["code"]) > 1:
            words.setdefault(row["code"][1:], row["code"])
    return words


def lookup(script: Script, name: str, words: dict[str, str]) -> None:
    """A small table of words and what they stand for, from a file of its own."""
    file = script.out / f"{name}.csv"
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([("word", "code"), *words.items()])
    if script.dialect.name == "spark":
        options = f"OPTIONS (path {text(str(file))}, header 'true')"
        script.add("scan", f"CREATE TEMPORARY VIEW {name} (word STRING, code STRING) USING csv {options}")
    else:
        columns = "{'word': 'VARCHAR', 'code': 'VARCHAR'}"
        script.keep("scan", name, f"SELECT * FROM read_csv({text(str(file))}, header = true, columns = {columns})")


def write(dialect: Dialect, args: argparse.Namespace) -> None:
    """Writes the script, and the lookup tables beside its results."""
    args.out.mkdir(parents=True, exist_ok=True)
    script = Script(dialect, args.out)
    for statement in functions.definitions(dialect):
        script.add("functions", statement)
    lookup(script, "region_code", region_words(args.conf / "reference" / "regions.csv"))
    lookup(script, "industry_code", industry_words(args.conf / "reference" / "industries.csv"))
    contracts = [Contract.load(args.schemas, s) for s in SOURCES if (args.landing / s).is_dir()]
    for contract in contracts:
        script.scan(contract, args.landing / contract.source)
    if not args.parse_only:
        for contract in contracts:
            script.source(contract)
        classes = [c.record_class.name for c in contracts]
        script.golden(classes)
        script.grades(Grading.load(dialect, args.conf, classes, args.as_of))
    args.script.write_text(script.text(), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("dialect", choices=["duckdb", "spark"])
    for name in ("landing", "schemas", "conf", "out", "script"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--as-of", type=datetime.date.fromisoformat, required=True)
    parser.add_argument("--parse-only", action="store_true")
    args = parser.parse_args()
    write({"duckdb": DUCKDB, "spark": SPARK}[args.dialect], args)


if __name__ == "__main__":
    main()
