"""A whole night through Airflow's own processes and the real command line."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path

import pytest
from airflow_services import Airflow
from conftest import DAGS, REPOSITORY, STAGES
from processes import await_end, await_pids, is_running

DATE = "2026-11-22"
DAG_ID = "creditlake_nightly"


def creditlake(*arguments: str) -> str:
    """What the command line prints on standard output."""
    done = subprocess.run([REPOSITORY / "creditlake", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"creditlake {' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout


def has_ended(airflow: Airflow, run_id: str) -> bool:
    """Whether the run has ended; a task that has failed once ends the test, with what it printed."""
    for task_id, state in airflow.task_states(DAG_ID, run_id).items():
        assert state not in ("failed", "up_for_retry"), f"{task_id}: {airflow.task_log(DAG_ID, run_id, task_id)}"
    return airflow.get(f"dags/{DAG_ID}/dagRuns/{run_id}")["end_date"] is not None


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory):
    """A running Airflow with the nightly DAG unpaused."""
    with Airflow(tmp_path_factory.mktemp("airflow"), DAGS) as services:
        services.wait_for("the DAG", lambda: services.get("dags", dag_id_pattern=DAG_ID)["dags"])
        services.cli("dags", "unpause", DAG_ID)
        yield services


def test_a_night_waits_for_its_deliveries_and_publishes_a_release(airflow: Airflow, tmp_path: Path):
    landing, lake = tmp_path / "landing", tmp_path / "lake"
    creditlake("generate", "--landing", str(landing), "--subjects", "50", "--nights", "1", "--start", DATE)
    last = sorted(landing.glob(f"*/{DATE}"))[-1]
    away = last.with_name("on-its-way")
    last.rename(away)
    sources = sorted(folder.parent.name for folder in landing.glob(f"*/{DATE}"))

    conf = {"date": DATE, "lake": str(lake), "landing": str(landing), "home": str(REPOSITORY), "deadline": "PT10M"}
    conf["sources"] = [*sources, last.parent.name]
    airflow.cli("dags", "trigger", DAG_ID, "--run-id", "night", "--conf", json.dumps(conf))

    def states() -> dict[str, str | None]:
        return airflow.task_states(DAG_ID, "night")

    airflow.wait_for("a deferred wait", lambda: states().get("wait_for_deliveries") == "deferred")
    assert states()["ingest"] is None

    away.rename(last)
    airflow.wait_for("the end of the run", lambda: has_ended(airflow, "night"), 1800)
    assert states() == dict.fromkeys(["wait_for_deliveries", *STAGES], "success")

    log = airflow.task_log(DAG_ID, "night", "wait_for_deliveries")
    assert f"Waiting for {last.parent.name} until" in log
    assert f"{len(conf['sources'])} of {len(conf['sources'])} deliveries are complete" in log

    answer = creditlake("sql", "SELECT release, status FROM ops.release", "--format", "csv", "--lake", str(lake))
    releases = list(csv.DictReader(answer.splitlines()))
    assert [row["status"] for row in releases] == ["published"]

    events = airflow.get("assets/events", source_dag_id=DAG_ID)["asset_events"]
    assert [(event["source_task_id"], event["source_run_id"]) for event in events] == [("publish", "night")]
    assert events[0]["name"] == "creditlake_release"
    assert events[0]["extra"] == {"release": releases[0]["release"], "date": DATE, "lake": str(lake)}
    assert airflow.get(f"dags/{DAG_ID}/dagRuns")["total_entries"] == 1, "unpausing started a night of its own"


def test_a_stage_that_a_person_stops_leaves_no_process_behind(airflow: Airflow, launcher, tmp_path: Path):
    home = launcher("sleep 600 & echo $$ $! > pids.new; mv pids.new pids; wait")
    conf = {"date": DATE, "lake": str(tmp_path / "lake"), "home": str(home), "sources": []}
    airflow.cli("dags", "trigger", DAG_ID, "--run-id", "stopped", "--conf", json.dumps(conf))
    pids = await_pids(home / "pids", 180)
    assert all(is_running(pid) for pid in pids)

    airflow.patch(f"dags/{DAG_ID}/dagRuns/stopped/taskInstances/ingest", {"new_state": "failed"})

    await_end(pids, 60)
