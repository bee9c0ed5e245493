"""An Airflow of their own for the tests, and nights to run in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from mailbox_server import Mailbox

DAGS = Path(__file__).resolve().parents[1]
REPOSITORY = DAGS.parent
STAGES = ["ingest", "standardise", "resolve", "grade", "supervise", "publish", "report"]
WAITING = ["look_for_deliveries", "wait_for_delivery", "deliveries"]

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
    """The nightly DAG, as its file makes it, with no pause between tries and looks."""
    nightly = load("creditlake_nightly")
    nightly.get_task("wait_for_delivery").partial_kwargs["poke_interval"] = 0.05
    return nightly


def load(dag_id: str):
    """A DAG, as the file of its name makes it, with no pause between tries."""
    from datetime import timedelta

    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(DAGS / f"{dag_id}.py")
    assert not bag.import_errors
    dag = bag.dags[dag_id]
    for task in dag.tasks:
        if isinstance(getattr(task, "partial_kwargs", None), dict):
            task.partial_kwargs["retry_delay"] = timedelta(0)
        else:
            task.retry_delay = timedelta(0)
    return dag


@pytest.fixture
def variable(monkeypatch: pytest.MonkeyPatch):
    """Sets the Airflow Variable ``creditlake``."""
    return lambda **values: monkeypatch.setenv("AIRFLOW_VAR_CREDITLAKE", json.dumps(values))


@pytest.fixture(scope="session")
def mailbox():
    """An SMTP server on the loopback interface; the messages that it got, oldest first."""
    server = Mailbox()
    yield server
    server.stop()


def make_launcher(home: Path, lines: str) -> Path:
    """
    Makes a folder with a launcher that runs the given shell lines, the stage being ``$1``.

    It stands for creditlake where an exit code is wanted that cannot be had from it at will.
    """
    (home / "schemas" / "sources").mkdir(parents=True)
    script = home / "creditlake"
    script.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    script.chmod(0o755)
    return home


@pytest.fixture
def launcher(tmp_path: Path):
    """Makes a launcher for a test, see ``make_launcher``."""
    return lambda lines: make_launcher(tmp_path / "home", lines)
