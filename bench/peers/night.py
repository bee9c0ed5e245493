"""Measures a night of creditlake beside the scripts of its peers; see bench/run and bench/README.md."""

import argparse
import csv
import datetime
import io
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import measure
from compare import Results
from table import show

PEERS = Path(__file__).parent
HOME = PEERS.parent.parent
FIRST = datetime.date(2026, 11, 23)
# What the generator writes for a subject on the first night.
RECORDS_A_SUBJECT = 2.77
STAGE = re.compile(r"^  (ingest|standardise|resolve|grade|supervise|publish|report) +([\d.]+) s", re.MULTILINE)
PARTS = 200_000


@dataclass(frozen=True)
class Bench:
    """A lake with its landing folder, and the peers' results beside them."""

    dir: Path
    records: int
    delta: int
    nights: int
    heap: str
    only: list[str]

    @property
    def landing(self) -> Path:
        return self.dir / "landing"

    @property
    def schemas(self) -> Path:
        return self.dir / "schemas"

    @property
    def environment(self) -> dict[str, str]:
        return {"CREDITLAKE_JAVA_OPTS": f"-Xmx{self.heap}"}

    def night(self, number: int) -> datetime.date:
        return FIRST + datetime.timedelta(days=number)

    # The province

    def generate(self) -> None:
        """Every night's dumps in a folder of their own: they land when their night has come."""
        shutil.rmtree(self.dir, ignore_errors=True)
        self.dir.mkdir(parents=True)
        shutil.copytree(HOME / "schemas", self.schemas)
        # Neither peer reads workbooks: the departments send text.
        for source in ("licence_publicity", "penalty_publicity"):
            file = self.schemas / "sources" / f"{source}.yaml"
            lines = file.read_text("utf-8").splitlines(keepends=True)
            file.write_text("".join(line for line in lines if "kind: xlsx" not in line), "utf-8")
        subjects = max(100, round(self.records / RECORDS_A_SUBJECT))
        options = ["--subjects", str(subjects), "--nights", str(self.nights + 1), "--start", FIRST.isoformat()]
        folders = ["--schemas", self.schemas, "--landing", self.dir / "generated"]
        command = [HOME / "creditlake", "generate", *options, *folders]
        measure.run(command, self.dir / "generate.log", self.environment)
        for number in range(1, self.nights + 1):
            self.cut(number)

    def cut(self, number: int) -> None:
        """Leaves of a night's rows so many as a delta is to have, of each file the same share."""
        folders = [f for f in (self.dir / "generated").glob(f"*/{self.night(number)}") if f.is_dir()]
        files = [f for folder in folders for f in folder.iterdir() if f.suffix in {".csv", ".jsonl"}]
        rows = {f: lines_of(f) for f in files}
        share = min(1.0, self.delta / sum(rows.values()))
        for file in files:
            keep_lines(file, round(rows[file] * share))
        for folder in folders:
            (folder / "_MANIFEST.json").unlink(missing_ok=True)
            (folder / "_SUCCESS").touch()

    def land(self, number: int) -> int:
        """Puts a night's dumps where creditlake looks for them; gives their bytes."""
        landed = 0
        for folder in sorted((self.dir / "generated").glob(f"*/{self.night(number)}")):
            target = self.landing / folder.parent.name
            target.mkdir(parents=True, exist_ok=True)
            landed += measure.size(folder)
            shutil.move(folder, target / folder.name)
        return landed

    # Who is measured

    def creditlake(self, number: int) -> dict:
        """A night, with the seconds of each stage."""
        day, log = self.night(number), self.dir / f"night-{number}.log"
        before = measure.size(self.dir / "lake")
        folders = ["--lake", self.dir / "lake", "--landing", self.landing, "--schemas", self.schemas, "--conf", HOME / "conf"]
        found = measure.run([HOME / "creditlake", "nightly", "--date", day.isoformat(), *folders], log, self.environment)
        output = log.read_text("utf-8")
        found["accounts"] = [line.strip() for line in output.splitlines() if STAGE.match(line)]
        found["stages"] = {name: float(seconds) for name, seconds in STAGE.findall(output)}
        found["grown"] = measure.size(self.dir / "lake") - before
        return found

    def duckdb(self, as_of: datetime.date) -> dict:
        out, script = self.script("duckdb", as_of)
        memory = self.heap.upper().rstrip("B") + "B"
        wanted = set(re.findall(r"/utf8/([^']+)'", script.read_text("utf-8")))
        other = [str(f) for f in sorted(self.landing.glob("*/*/*")) if f.name in wanted]
        options = ["--out", out, "--memory", memory, "--gb18030", *other]
        command = [sys.executable, PEERS / "duckdb_night.py", script, *options]
        return self.peer("duckdb", command)

    def spark(self, as_of: datetime.date) -> dict:
        out, script = self.script("spark", as_of)
        return self.peer("spark", [*self.java(), script, out])

    def parse(self, as_of: datetime.date) -> dict:
        """Spark's bare parse of every file, written nowhere."""
        out, script = self.script("parse", as_of)
        views = ",".join(re.findall(r"VIEW (scan_\w+)", script.read_text("utf-8")))
        return self.peer("parse", [*self.java(), script, out, views])

    def script(self, peer: str, as_of: datetime.date) -> tuple[Path, Path]:
        """Writes a peer's script; gives the folder of its results, emptied, and the script."""
        out, script = self.dir / peer, self.dir / f"{peer}.sql"
        shutil.rmtree(out, ignore_errors=True)
        folders = ["--landing", self.landing, "--schemas", self.schemas, "--conf", HOME / "conf", "--out", out]
        options = ["--as-of", as_of.isoformat(), "--script", script] + (["--parse-only"] if peer == "parse" else [])
        dialect = "duckdb" if peer == "duckdb" else "spark"
        subprocess.run([sys.executable, PEERS / "script.py", dialect, *folders, *options], check=True)
        return out, script

    def java(self) -> list[str | Path]:
        """What runs a script of Spark, compiled."""
        options = re.search(r"<spark.java.options>(.*)</spark.java.options>", (HOME / "jobs" / "pom.xml").read_text("utf-8"))
        path = f"{HOME}/jobs/target/creditlake.jar:" + (HOME / "jobs" / "target" / "spark.classpath").read_text("utf-8").strip()
        bin_folder = Path(os.environ["JAVA_HOME"]) / "bin" if "JAVA_HOME" in os.environ else Path()
        classes = self.dir / "classes"
        subprocess.run([bin_folder / "javac", "-d", classes, "-cp", path, PEERS / "SparkNight.java"], check=True)
        settings = [f"-Xmx{self.heap}", "-XX:+UseParallelGC", *options.group(1).split()]
        return [bin_folder / "java", *settings, "-cp", f"{classes}:{path}", "SparkNight"]

    def peer(self, name: str, command: list) -> dict:
        log = self.dir / f"{name}.log"
        found = measure.run(command, log)
        steps: dict[str, float] = {}
        for step, seconds in re.findall(r"^([^\t\n]+)\t([\d.]+)$", log.read_text("utf-8"), re.MULTILINE):
            steps[step] = round(steps.get(step, 0) + float(seconds), 3)
        return {**found, "steps": steps}

    # Whether they agree

    def ask(self, number: int, statement: str) -> str:
        """What the release of a night answers."""
        folders = ["--lake", self.dir / "lake", "--landing", self.landing, "--schemas", self.schemas]
        release = ["--release", f"release-{self.night(number)}"]
        command = [HOME / "creditlake", "sql", "--quiet", "--format", "csv", *folders, *release, statement]
        return subprocess.run(
            command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **self.environment}
        ).stdout

    def ours(self, number: int) -> dict[str, dict[str, int]]:
        """Rows by source and by what became of them, over all nights until one."""
        rows = self.ask(
            number,
            "SELECT source, sum(rows_accepted) AS accepted, sum(rows_duplicate) AS duplicate, "
            "sum(rows_quarantined) AS quarantined FROM ops.delivery WHERE rows_read > 0 GROUP BY source",
        )
        return {r.pop("source"): {k: int(v) for k, v in r.items()} for r in csv.DictReader(io.StringIO(rows))}

    def compare(self, peers: list[str], number: int) -> dict:
        """What the peers say of the files of all nights until one, beside the release of that night."""
        eligible = self.dir / "eligible.csv"
        parts = max(1, round(self.records / PARTS))
        statement = (PEERS / "eligible.sql").read_text("utf-8").replace("{parts}", str(parts))
        eligible.write_text(self.ask(number, statement), "utf-8")
        ours, found = self.ours(number), {"creditlake": None}
        found["creditlake"] = ours
        for peer in peers:
            results = Results(self.dir / peer, peer)
            counts = results.counts()
            found[peer] = {"rows": counts, "rows_agree": counts == ours, "grades": results.differing(eligible, number == 0)}
        return found

    # The run

    def measured(self) -> dict:
        """All of it on one lake. What is known stands in ``night.json`` after each step, should a later one fail."""
        say(f"generating about {self.records:,} records")
        self.generate()
        result: dict = {"records": self.records, "delta": self.delta, "heap": self.heap, "cores": os.cpu_count()}
        result |= {"bytes_in": [self.land(0)], "nights": [], "peers": {}, "agreement": []}
        peers = [p for p in ("duckdb", "spark") if p in self.only]
        if "parse" in self.only:
            say("Spark's bare parse")
            result["peers"]["parse"] = self.parse(FIRST)
        if "creditlake" in self.only:
            self.add_night(result)
        for peer in peers:
            say(f"{peer}, the first night's files")
            result["peers"][peer] = getattr(self, peer)(FIRST)
            self.note(result)
        if "creditlake" in self.only:
            result["agreement"].append(self.compare(peers, 0))
            for number in range(1, self.nights + 1):
                result["bytes_in"].append(self.land(number))
                self.add_night(result)
            say("creditlake's empty night")
            result["empty"] = self.creditlake(self.nights + 1)
            self.note(result)
            if "duckdb" in peers and self.nights:
                say("duckdb, all files again")
                result["peers"]["duckdb_again"] = self.duckdb(self.night(self.nights))
                result["agreement"].append(self.compare(["duckdb"], self.nights))
        self.note(result)
        return result

    def add_night(self, result: dict) -> None:
        number = len(result["nights"])
        say(f"creditlake's night {number} ({result['bytes_in'][number] / 1e6:,.0f} MB)")
        result["nights"].append(self.creditlake(number))
        self.note(result)

    def note(self, result: dict) -> None:
        (self.dir / "night.json").write_text(json.dumps(result, indent=1, ensure_ascii=False), "utf-8")


def lines_of(file: Path) -> int:
    """Rows of a file, a header and breaks within quotes not counted."""
    with file.open("rb") as lines:
        return sum(1 for _ in whole_lines(lines)) - (file.suffix == ".csv")


def whole_lines(lines):
    """Lines, those put together that a quoted text is broken over. No byte of GB18030 within a character is a quote."""
    whole = b""
    for line in lines:
        whole += line
        if whole.count(b'"') % 2 == 0:
            yield whole
            whole = b""


def keep_lines(file: Path, rows: int) -> None:
    """Leaves a file its header and its first rows."""
    part = file.with_suffix(".part")
    with file.open("rb") as lines, part.open("wb") as out:
        for number, line in enumerate(whole_lines(lines), start=0 if file.suffix == ".csv" else 1):
            if number > rows:
                break
            out.write(line)
    part.replace(file)


def say(text: str) -> None:
    print(f"bench/run: {text} …", file=sys.stderr, flush=True)


def agrees(result: dict) -> bool:
    """Whether every peer came to creditlake's rows and grades."""
    return all(
        peer["rows_agree"] and peer["grades"]["compared"] > 0 and peer["grades"]["different"] == 0
        for agreement in result["agreement"]
        for name, peer in agreement.items()
        if name != "creditlake"
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench/run")
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--delta", type=int, default=None, help="rows of a delta night (default: 1 in 100, 100,000 at most)")
    parser.add_argument("--nights", type=int, default=1, help="delta nights")
    parser.add_argument("--beside", type=int, default=0, help="records of a smaller lake that gets the same deltas")
    parser.add_argument("--heap", default="4g")
    parser.add_argument("--dir", type=Path, default=HOME / "bench" / "target" / "night")
    parser.add_argument("--only", default="creditlake,duckdb,spark,parse")
    args = parser.parse_args()
    only = args.only.split(",")
    unknown = set(only) - {"creditlake", "duckdb", "spark", "parse"}
    if unknown:
        parser.error(f"--only {', '.join(sorted(unknown))}; expected creditlake, duckdb, spark or parse, parted by commas")
    delta = args.delta or min(100_000, args.records // 100)
    folder = args.dir.resolve()
    result = Bench(folder / "lake", args.records, delta, args.nights, args.heap, only).measured()
    result["disk"] = measure.disk(folder)
    if args.beside:
        result["beside"] = Bench(folder / "beside", args.beside, delta, args.nights, args.heap, ["creditlake"]).measured()
    (folder / "night.json").write_text(json.dumps(result, indent=1, ensure_ascii=False), "utf-8")
    print(show(result))
    if not agrees(result):
        sys.exit(f"bench/run: the peers do not come to what creditlake does; see agreement in {folder / 'night.json'}")


if __name__ == "__main__":
    main()
