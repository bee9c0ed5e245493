"""An Airflow of their own for the tests, and nights to run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

DAGS = Path(__file__).resolve().parents[1]
REPOSITORY = DAGS.parent
STAGES = ["ingest", "standardise", "resolve", "grade", "supervise", "publish", "report"]

# Airflow reads its environment when it is first imported, so it is set before any test module is.
for name in [name for name in os.environ if name.startswith(("AIRFLOW", "CREDITLAKE_HOME", "CREDITLAKE_LAKE"))]:
    del os.environ[name]
os.environ.update(
    AIRFLOW_HOME=tempfile.mkdtemp(prefix="creditlake-airflow-"),
    AIRFLOW__CORE__DAGS_FOLDER=str(DAGS),
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
)
sys.path.insert(0, str(DAGS))


@pytest.fixture(scope="session", autouse=True)
def airflow_home():
    """The home of the Airflow that runs inside the tests, its metadata database made."""
    home = Path(os.environ["AIRFLOW_HOME"])
    subprocess.run([Path(sys.executable).with_name("airflow"), "db", "migrate"], check=True, capture_output=True)
    yield home
    shutil.rmtree(home)


@pytest.fixture
def dag():
    """The nightly DAG, as its file makes it, with no pause between tries."""
    from datetime import timedelta

    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(DAGS / "creditlake_nightly.py")
    assert not bag.import_errors
    nightly = bag.dags["creditlake_nightly"]
    for task in nightly.tasks:
        task.retry_delay = timedelta(0)
    return nightly


@pytest.fixture
def launcher(tmp_path: Path):
    """
    Makes a folder with a launcher that runs the given shell lines, the stage being ``$1``.

    It stands for creditlake where an exit code is wanted that cannot be had from it at will.
    """

    def make(lines: str) -> Path:
        home = tmp_path / "home"
        (home / "schemas" / "sources").mkdir(parents=True)
        script = home / "creditlake"
        script.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
        script.chmod(0o755)
        return home

    return make
