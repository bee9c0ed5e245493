"""A real Superset reads a release through the file of views that DuckDB made."""

from __future__ import annotations

import json
import os
import re
import secrets
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from conftest import CURRENT, OLDER
from recipes import Recipes

SUPERSET = Path(__file__).with_name(".venv-superset") / "bin" / "superset"
pytestmark = pytest.mark.skipif(not SUPERSET.exists(), reason="run-tests leaves Superset out on this Python")


@pytest.fixture(scope="module")
def superset(recipes: Recipes, duckdb_extensions: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Superset]:
    """Superset on a free port of the loopback address, an administrator signed in."""
    folder = tmp_path_factory.mktemp("superset")
    config = folder / "superset_config.py"
    own = f"SECRET_KEY = {secrets.token_hex(32)!r}\nSQLALCHEMY_DATABASE_URI = 'sqlite:///{folder}/superset.db'\n"
    shown = recipes.text("superset-config") + recipes.text("superset-config-rest")
    config.write_text(own + shown, encoding="utf-8")
    environment = {**os.environ, "SUPERSET_CONFIG_PATH": str(config), "FLASK_APP": "superset"}
    password = secrets.token_hex(16)

    def run(*arguments: str) -> None:
        done = subprocess.run([SUPERSET, *arguments], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    run("db", "upgrade")
    who = ["--username", "admin", "--firstname", "A", "--lastname", "D", "--email", "admin@localhost"]
    run("fab", "create-admin", *who, "--password", password)
    run("init")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [SUPERSET, "run", "--host", "127.0.0.1", "--port", str(port)], env=environment, stdout=output, stderr=output
        )
    try:
        yield Superset(f"http://127.0.0.1:{port}", password, server, log)
    finally:
        server.terminate()
        server.wait(timeout=30)


class Superset:
    """Superset's REST API."""

    def __init__(self, address: str, password: str, server: subprocess.Popen, log: Path):
        self._api = f"{address}/api/v1"
        self._session = requests.Session()
        self._session.headers["Referer"] = address
        end = time.monotonic() + 120
        while not self._answers(address):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.2)
        token = self.post("security/login", {"username": "admin", "password": password, "provider": "db"})
        self._session.headers["Authorization"] = f"Bearer {token['access_token']}"
        csrf = self._session.get(f"{self._api}/security/csrf_token/", timeout=60).json()["result"]
        self._session.headers["X-CSRFToken"] = csrf

    def post(self, path: str, body: dict) -> dict:
        answer = self._session.post(f"{self._api}/{path}", json=body, timeout=120)
        assert answer.ok, answer.text
        return answer.json()

    def delete(self, path: str) -> None:
        answer = self._session.delete(f"{self._api}/{path}", timeout=60)
        assert answer.ok, answer.text

    @staticmethod
    def _answers(address: str) -> bool:
        try:
            return requests.get(f"{address}/health", timeout=10).ok
        except requests.ConnectionError:
            return False


@pytest.mark.parametrize(("views", "schema"), [("duckdb-embedded", "grade"), ("duckdb-rest-views", "rest.grade")])
def test_superset_asks_releases_and_makes_a_dataset(
    views: str, schema: str, superset: Superset, recipes: Recipes, expected: dict
):
    make_views = recipes.run(views)["make_views"]
    file = re.search(r'make_views\("(.+?)"', recipes.text(views))[1]
    body = json.loads(recipes.text("superset-database"))
    body |= {"database_name": views, "sqlalchemy_uri": f"duckdb:///{file}"}
    database = superset.post("database/", body)["id"]
    for release in (OLDER, CURRENT):
        make_views(file, release)
        query = {"database_id": database, "sql": recipes.text("superset-query"), "runAsync": False}
        assert counts(superset.post("sqllab/execute/", query)["data"], "subjects") == public(expected[release])

    dataset = superset.post("dataset/", {"database": database, "schema": schema, "table_name": "grade"})["id"]
    chart = {
        "datasource": {"id": dataset, "type": "table"},
        "queries": [
            {
                "columns": ["policy", "grade"],
                "metrics": ["count"],
                "filters": [{"col": "visibility", "op": "==", "val": "public"}],
                "row_limit": 1000,
            }
        ],
        "result_format": "json",
        "result_type": "full",
    }
    (answer,) = superset.post("chart/data", chart)["result"]
    assert counts(answer["data"], "count") == public(expected[CURRENT])
    # Superset with SQLite behind it takes no second dataset of one name.
    superset.delete(f"dataset/{dataset}")


def counts(rows: list[dict], measure: str) -> dict[tuple[str, str], int]:
    return {(row["policy"], row["grade"]): row[measure] for row in rows}


def public(tables: dict[str, list[str]]) -> dict[tuple[str, str], int]:
    """What the query of the page should count, out of the rows that creditlake gave."""
    grades = [json.loads(row) for row in tables["grade.grade"]]
    return dict(Counter((row["policy"], row["grade"]) for row in grades if row["visibility"] == "public"))
