"""A small lake made by the real launcher, with a night half published on top, and what creditlake says is in it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from recipes import REPOSITORY, Recipes
from rows import comparable, parsed

HERE = Path(__file__).parent
NIGHTS = ["2026-11-22", "2026-11-23", "2026-11-24"]
OLDER, CURRENT = (f"release-{night}" for night in NIGHTS[:2])
TABLES = [
    "grade.contribution",
    "grade.grade",
    "record.penalty",
    "subject.identifier",
    "subject.subject",
    "supervision.measure",
    "supervision.warning",
]
# The table that a half-done publication has moved already.
MOVED = "record.penalty"


@dataclass(frozen=True)
class Lake:
    """A lake and the dumps beside it."""

    folder: Path

    def creditlake(self, command: str, *arguments: str) -> str:
        """What a command of creditlake prints on this lake."""
        places = ["--lake", self.folder, "--landing", self.folder.with_name("landing"), "--quiet"]
        done = subprocess.run(
            [REPOSITORY / "creditlake", command, *places, *arguments], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{command} {arguments}: {done.stderr}"
        return done.stdout

    def rows(self, release: str) -> dict[str, list[str]]:
        """Every row of the tables in a release, as ``creditlake sql`` gives them."""
        statement = " UNION ALL ".join(
            f"SELECT '{table}' AS name, to_json(struct(*)) AS content FROM {table}" for table in TABLES
        )
        answer = self.creditlake("sql", "--format", "csv", "--release", release, statement)
        found = defaultdict(list)
        for row in csv.DictReader(io.StringIO(answer)):
            found[row["name"]].append(parsed(row["content"]))
        return {table: comparable(found[table]) for table in TABLES}


def spark_rows(recipe: Path, out: Path, *statements: str) -> dict:
    """What a recipe of Spark reads after it has run some statements, see spark_rows.py."""
    script = [sys.executable, HERE / "spark_rows.py", recipe, out, f"{OLDER},{CURRENT}", ",".join(TABLES), *statements]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(out.read_text(encoding="utf-8"))


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder of the tests' own, where DuckDB keeps its extensions."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """A lake of two published nights and the dumps of a third."""
    lake = Lake(tmp_path_factory.mktemp("reading") / "lake")
    lake.creditlake("generate", "--subjects", "300", "--nights", str(len(NIGHTS)))
    for night in NIGHTS[:2]:
        lake.creditlake("nightly", "--date", night)
    return lake


@pytest.fixture(scope="session")
def rest(published: Lake) -> Iterator[str]:
    """The address of a REST catalog that serves the lake."""
    classpath = (HERE / "target" / "rest.classpath").read_text(encoding="utf-8").strip()
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if os.environ.get("JAVA_HOME") else shutil.which("java")
    log = published.folder.with_name("rest.log")
    with log.open("w") as errors:
        server = subprocess.Popen(
            [java, "-cp", classpath, HERE / "RestCatalog.java", published.folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    address = server.stdout.readline().strip()
    assert address, log.read_text()
    yield address
    server.stdin.close()
    assert server.wait(timeout=30) == 0, log.read_text()


@pytest.fixture(scope="session")
def recipes(published: Lake, rest: str, tmp_path_factory: pytest.TempPathFactory) -> Recipes:
    dashboards = published.folder.with_name("dashboards")
    dashboards.mkdir()
    places = {
        "/srv/credit/lake": str(published.folder),
        "/srv/credit/dashboards": str(dashboards),
        "/opt/creditlake/": f"{REPOSITORY}/",
        "/opt/jars": str(HERE / "target"),
        "http://catalog:8181": rest,
    }
    return Recipes(places, tmp_path_factory.mktemp("recipes"))


@pytest.fixture(scope="session")
def spark_embedded(published: Lake, recipes: Recipes, tmp_path_factory: pytest.TempPathFactory) -> dict:
    """
    What Spark reads once the third night has begun and its publication has moved one table and no other. It is Spark
    that moves it, as a night does, and says after that what it makes of a function.
    """
    for stage in ("ingest", "standardise"):
        published.creditlake(stage, "--date", NIGHTS[2])
    move = f"CALL lake.system.fast_forward('{MOVED}', 'main', 'night')"
    function = "SELECT credit.org_name_key('青岛柏鲁物业服务有限公司') IS NOT NULL AS known"
    return spark_rows(recipes.file("spark-embedded"), tmp_path_factory.mktemp("spark") / "rows", move, function)


@pytest.fixture(scope="session")
def lake(published: Lake, spark_embedded: dict) -> Lake:
    """The lake amid a publication."""
    return published


@pytest.fixture(scope="session")
def expected(lake: Lake) -> dict[str, dict[str, list[str]]]:
    """Release to table to rows."""
    rows = {release: lake.rows(release) for release in (OLDER, CURRENT)}
    assert all(rows[release][table] for release in rows for table in TABLES)
    return rows


@pytest.fixture(scope="session")
def duckdb_extensions(home: Path, recipes: Recipes) -> None:
    recipes.run("duckdb-extensions")
