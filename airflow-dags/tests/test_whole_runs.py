"""Whole runs through Airflow's own processes, of the real creditlake under the real ``spark-submit``."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

import pyspark
import pytest
from airflow_services import Airflow
from conftest import DAGS, REPOSITORY, STAGES, WAITING, make_launcher
from mailbox_server import NOTIFIER
from processes import await_end, java_with

DATE = "2026-11-22"
NEXT = "2026-11-23"
NIGHTLY = "creditlake_nightly"
BACKFILL = "creditlake_backfill"
EVALUATION = "creditlake_evaluation"
MAINTENANCE = "creditlake_maintenance"
SIMULATION = "creditlake_simulation"

# What creditlake writes by Iceberg alone.
LEDGERS = {"ops.run", "ops.release", "ops.audit"}

SPARK_HOME = Path(pyspark.__file__).parent
LISTENER = next((DAGS / "target" / "lineage").glob("*.jar"))

# As little of the compiler as the launcher takes for commands that are soon over.
JAVA_OPTIONS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m"

# The launcher of an installation that runs on Spark's own distribution.
SUBMIT = f"""
export SPARK_HOME={SPARK_HOME} SPARK_LOCAL_IP=127.0.0.1
exec "$SPARK_HOME/bin/spark-submit" --master 'local[2]' --driver-memory 2g --jars {LISTENER} \\
  --conf spark.driver.host=127.0.0.1 --driver-java-options "{JAVA_OPTIONS}" \\
  --class io.creditlake.cli.Creditlake {REPOSITORY}/jobs/target/creditlake.jar "$@"
"""


def creditlake(*arguments: str) -> str:
    """What the command line prints on standard output."""
    done = subprocess.run([REPOSITORY / "creditlake", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"creditlake {' '.join(arguments)}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def spark_events(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the events that Spark sends."""
    return tmp_path_factory.mktemp("lineage") / "spark.ndjson"


@pytest.fixture(scope="module")
def airflow(tmp_path_factory: pytest.TempPathFactory, mailbox, spark_events: Path):
    """A running Airflow with every DAG unpaused, whose deployment sends mail and asks for lineage."""
    transport = {"type": "file", "location": str(spark_events)}
    deployment = {"notifier": NOTIFIER, "lineage": {"jar": str(LISTENER), "transport": transport}}
    environment = {
        "AIRFLOW_CONN_SMTP_DEFAULT": mailbox.connection(),
        "AIRFLOW_VAR_CREDITLAKE": json.dumps(deployment),
    }
    with Airflow(tmp_path_factory.mktemp("airflow"), DAGS, environment) as services:
        dag_ids = {file.stem for file in DAGS.glob("creditlake_*.py")}
        services.wait_for("the DAGs", lambda: {dag["dag_id"] for dag in services.get("dags")["dags"]} == dag_ids)
        for dag_id in dag_ids:
            services.patch(f"dags/{dag_id}", {"is_paused": False})
        yield services


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the lake of the real night is, its deliveries beside it but for one that is on its way."""
    folder = tmp_path_factory.mktemp("province")
    creditlake("generate", "--landing", str(folder / "landing"), "--subjects", "50", "--nights", "1", "--start", DATE)
    last = sorted((folder / "landing").glob(f"*/{DATE}"))[-1]
    last.rename(last.with_name("on-its-way"))
    return folder / "lake"


@pytest.fixture(scope="module")
def place(lake: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Params of the real runs: where things lie, and that creditlake is started by ``spark-submit``."""
    home = make_launcher(tmp_path_factory.mktemp("submit") / "home", SUBMIT)
    folders = {name: str(REPOSITORY / name) for name in ("conf", "schemas")}
    # The master is that of spark-submit, not of the profile.
    return {"home": str(home), **folders, "lake": str(lake), "settings": {"spark.master": ""}}


def send_rows_of_which_none_can_be_taken(landing: Path) -> None:
    """Deliver the night of ``NEXT`` such that an audit withholds it."""
    delivery = landing / "market_abnormal_operation" / NEXT
    delivery.mkdir(parents=True)
    row = {
        "uniscid": "91110000600037341X",
        "entname": "某某有限公司",
        "abntime": "2026-11-01",
        "specause_cn": "无法联系",
    }
    (delivery / "bad.jsonl").write_text(json.dumps(row), "utf-8")
    (delivery / "_SUCCESS").touch()


@pytest.fixture(scope="module", autouse=True)
def backfill(airflow: Airflow, place, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A backfill of three nights beside the other runs, the second to be withheld."""
    folder = tmp_path_factory.mktemp("backfill")
    send_rows_of_which_none_can_be_taken(folder / "landing")
    airflow.trigger(BACKFILL, "range", start=DATE, end="2026-11-24", **{**place, "lake": str(folder / "lake")})


def run_state(airflow: Airflow, dag_id: str, run_id: str) -> str:
    """The state of a run."""
    return airflow.get(f"dags/{dag_id}/dagRuns/{run_id}")["state"]


def has_ended(airflow: Airflow, dag_id: str, run_id: str) -> bool:
    """Whether the run has ended; a task that has failed once ends the test, with what it printed."""
    for task_id, state in airflow.task_states(dag_id, run_id).items():
        assert state not in ("failed", "up_for_retry"), f"{task_id}: {airflow.task_log(dag_id, run_id, task_id)}"
    return run_state(airflow, dag_id, run_id) not in ("queued", "running")


def kill_stage(airflow: Airflow, lake: Path, run_id: str, stage: str) -> None:
    """Kill the engine of a stage, and try the stage again without waiting for its pause."""
    airflow.wait_for(f"a process of {stage}", lambda: airflow.task_states(NIGHTLY, run_id)[stage] == "running")
    airflow.wait_for(f"an engine of {stage}", lambda: java_with(str(lake)))
    for pid in java_with(str(lake)):
        os.kill(pid, signal.SIGKILL)
    airflow.wait_for("another try", lambda: airflow.task_states(NIGHTLY, run_id)[stage] == "up_for_retry")
    assert "exit code -9" in airflow.task_log(NIGHTLY, run_id, stage)
    chosen = {"dag_run_id": run_id, "task_ids": [stage], "only_failed": False, "dry_run": False}
    airflow.post(f"dags/{NIGHTLY}/clearTaskInstances", chosen)


def test_a_night_waits_and_survives_a_killed_stage_and_publishes_a_release(airflow: Airflow, lake: Path, place):
    (away,) = (lake.parent / "landing").glob("*/on-its-way")
    sources = sorted(folder.parent.name for folder in away.parent.parent.glob(f"*/{DATE}"))
    sources.append(away.parent.name)
    airflow.trigger(NIGHTLY, "night", date=DATE, deadline="PT10M", sources=sources, **place)

    def states() -> dict[str, str | None]:
        return airflow.task_states(NIGHTLY, "night")

    airflow.wait_for("a deferred wait", lambda: states().get("wait_for_delivery") == "deferred")
    assert states()["ingest"] is None
    assert f"Waiting for {sources[-1]} until" in airflow.task_log(NIGHTLY, "night", "wait_for_delivery", map_index=0)

    away.rename(away.with_name(DATE))
    kill_stage(airflow, lake, "night", "ingest")
    airflow.wait_for("the end of the run", lambda: has_ended(airflow, NIGHTLY, "night"), 1800)
    assert states() == dict.fromkeys([*WAITING, *STAGES], "success")
    assert airflow.xcom(NIGHTLY, "night", "deliveries") == {"arrived": sorted(sources), "late": []}

    answer = creditlake(
        *("sql", "SELECT release, status, to_json(snapshots) AS content FROM ops.release"),
        *("--format", "csv", "--lake", str(lake)),
    )
    (release,) = csv.DictReader(answer.splitlines())
    assert release["status"] == "published"
    content = {table: str(snapshot) for table, snapshot in json.loads(release["content"]).items()}
    assert "grade.grade" in content
    (event,) = airflow.get("assets/events", source_dag_id=NIGHTLY)["asset_events"]
    assert (event["name"], event["source_task_id"], event["source_run_id"]) == (
        "creditlake_release",
        "publish",
        "night",
    )
    assert event["extra"] == {"release": release["release"], "date": DATE, "lake": str(lake), "content": content}
    assert len(airflow.runs(NIGHTLY)) == 1, "unpausing started a night of its own"


@pytest.fixture(scope="module")
def withheld(airflow: Airflow, lake: Path, place) -> str:
    """A run of the night after, into which a department sends rows of which none can be taken."""
    send_rows_of_which_none_can_be_taken(lake.parent / "landing")
    airflow.trigger(NIGHTLY, "withheld", date=NEXT, sources=[], **place)
    return "withheld"


def evaluation_after(airflow: Airflow, run_id: str) -> str | None:
    """The run that the release of a night has triggered, once it has."""
    for run in airflow.runs(EVALUATION):
        path = f"dags/{EVALUATION}/dagRuns/{run['dag_run_id']}/upstreamAssetEvents"
        if run_id in [event["source_run_id"] for event in airflow.get(path)["asset_events"]]:
            return run["dag_run_id"]
    return None


def test_a_release_starts_the_dags_that_read_it(airflow: Airflow, withheld: str):
    airflow.wait_for("an evaluation", lambda: evaluation_after(airflow, "night"))
    run_id = evaluation_after(airflow, "night")
    airflow.wait_for("its end", lambda: has_ended(airflow, EVALUATION, run_id))
    assert airflow.task_states(EVALUATION, run_id) == {"check_period": "success", "validate": "success"}
    assert airflow.xcom(EVALUATION, run_id, "check_period") == ["market-risk"]


def test_an_evaluation_runs_under_spark_submit_too(airflow: Airflow, place):
    airflow.trigger(EVALUATION, "submitted", date=DATE, **place)
    airflow.wait_for("the end of the run", lambda: has_ended(airflow, EVALUATION, "submitted"), 900)
    assert airflow.task_states(EVALUATION, "submitted") == {"check_period": "success", "validate": "success"}
    home = place["home"]
    for task, index, words in (("check_period", -1, "sql"), ("validate", 0, "policy validate")):
        assert f"{home}/creditlake {words}" in airflow.task_log(EVALUATION, "submitted", task, map_index=index)


def test_another_version_of_a_policy_is_tried_on_the_release(airflow: Airflow, lake: Path, place, tmp_path: Path):
    draft = tmp_path / "2027-01-01.yaml"
    version = (REPOSITORY / "conf" / "policies" / "construction-market" / "2024-01-01.yaml").read_text("utf-8")
    draft.write_text(version.replace("base: 100", "base: 80"), encoding="utf-8")
    choice = {"policy": "construction-market", "version": str(draft), "lang": "en"}
    airflow.trigger(SIMULATION, "trial", **place, **choice)
    airflow.wait_for("the end of the run", lambda: has_ended(airflow, SIMULATION, "trial"))
    page = Path(airflow.xcom(SIMULATION, "trial", "simulate")["page"])
    assert page == lake / "simulations" / "construction-market.trial.html"
    assert "<html" in page.read_text("utf-8")


def test_a_release_that_an_audit_holds_back_fails_at_once_and_is_told_to_people_but_to_no_dag(
    airflow: Airflow, withheld: str, mailbox
):
    airflow.wait_for("the withheld night", lambda: run_state(airflow, NIGHTLY, withheld) == "failed", 900)
    publish = airflow.get(f"dags/{NIGHTLY}/dagRuns/{withheld}/taskInstances/publish")
    assert (publish["state"], publish["try_number"]) == ("failed", 1)
    states = airflow.task_states(NIGHTLY, withheld)
    assert {task: states[task] for task in STAGES[:5]} == dict.fromkeys(STAGES[:5], "success")
    assert states["report"] == "upstream_failed"
    said = airflow.task_log(NIGHTLY, withheld, "publish").partition("an audit withheld the release (exit code 3)")[2]
    assert "quarantined_share" in said
    (text,) = mailbox.texts(f"{NIGHTLY}.publish failed")
    assert "quarantined_share" in text
    released = airflow.get("assets/events", source_dag_id=NIGHTLY)["asset_events"]
    assert [event["source_run_id"] for event in released] == ["night"]


def events(file: Path) -> list[dict]:
    """The OpenLineage events of a file."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def tables(told: list[dict], side: str) -> set[tuple[str, str]]:
    """The datasets that events name as inputs or outputs."""
    return {(dataset["namespace"], dataset["name"]) for event in told for dataset in event.get(side) or []}


def test_the_events_of_spark_and_of_airflow_tell_of_the_same_runs_and_tables(
    airflow: Airflow, lake: Path, spark_events: Path
):
    tasks = {}
    for event in events(airflow.home / "airflow.ndjson"):
        assert event["job"]["namespace"] == "night-shift"
        if event["job"]["name"].startswith(f"{NIGHTLY}.") and event["eventType"] == "COMPLETE":
            tasks.setdefault(event["job"]["name"], event)
    # Of Spark's runs the application's is a child of the task's, and those of its statements are children of that.
    applications, told = {}, {}
    for event in events(spark_events):
        assert event["job"]["namespace"] == "night-shift"
        parent = event["run"]["facets"]["parent"]
        if parent["job"]["name"].startswith(f"{NIGHTLY}."):
            applications[event["run"]["runId"]] = (parent["run"]["runId"], parent["root"]["run"]["runId"])
        else:
            told.setdefault(parent["run"]["runId"], []).append(event)
    for stage in STAGES:
        task = tasks[f"{NIGHTLY}.{stage}"]
        of_dag = task["run"]["facets"]["parent"]["run"]["runId"]
        mine = [run for run, parents in applications.items() if parents == (task["run"]["runId"], of_dag)]
        assert mine, stage
        of_spark = [event for run in mine for event in told.get(run, [])]
        read, written = tables(of_spark, "inputs"), tables(of_spark, "outputs")
        assert read <= tables([task], "inputs"), stage
        assert written <= tables([task], "outputs"), stage
        without_spark = {name for _, name in tables([task], "outputs") - written}
        assert without_spark <= LEDGERS, stage
        assert {namespace for namespace, _ in tables([task], "inputs")} == {f"file://{lake}"}
    (grades,) = [d for d in tasks[f"{NIGHTLY}.grade"]["outputs"] if d["name"] == "grade.grade"]
    assert grades["facets"]["version"]["datasetVersion"].isdigit()


def test_a_backfill_runs_the_open_nights_in_order_until_one_is_withheld(airflow: Airflow, mailbox):
    airflow.wait_for("the withheld night", lambda: "failed" in [run["state"] for run in airflow.runs(BACKFILL)], 900)
    runs = airflow.runs(BACKFILL)
    nights = [airflow.xcom(BACKFILL, run["dag_run_id"], "next_night") for run in runs]
    assert list(zip(nights, [run["state"] for run in runs], strict=True)) == [
        (DATE, "success"),
        (NEXT, "failed"),
    ]
    assert runs[0]["end_date"] <= runs[1]["start_date"]
    withheld = airflow.get(f"dags/{BACKFILL}/dagRuns/{runs[1]['dag_run_id']}/taskInstances/publish")
    assert (withheld["state"], withheld["try_number"]) == ("failed", 1)
    states = airflow.task_states(BACKFILL, runs[1]["dag_run_id"])
    assert states["report"] == states["go_on"] == "upstream_failed"
    (text,) = mailbox.texts("creditlake_backfill.publish failed")
    assert "quarantined_share" in text


def test_upkeep_leaves_the_release_as_it_was(airflow: Airflow, lake: Path, place):
    def content() -> str:
        return creditlake("release", "hash", "--lake", str(lake))

    before = content()
    airflow.trigger(MAINTENANCE, "upkeep", date=DATE, **place)
    airflow.wait_for("the end of the run", lambda: has_ended(airflow, MAINTENANCE, "upkeep"), 900)
    assert airflow.task_states(MAINTENANCE, "upkeep") == {"maintain": "success"}
    assert "grade.grade" in airflow.task_log(MAINTENANCE, "upkeep", "maintain")
    assert content() == before


def test_a_stage_that_a_person_stops_leaves_no_engine_behind(airflow: Airflow, lake: Path, place):
    other = lake.with_name("stopped-lake")
    airflow.trigger(NIGHTLY, "stopped", date=DATE, sources=[], **{**place, "lake": str(other)})
    airflow.wait_for("an engine", lambda: java_with(str(other)))
    pids = java_with(str(other))

    airflow.patch(f"dags/{NIGHTLY}/dagRuns/stopped/taskInstances/ingest", {"new_state": "failed"})

    await_end(pids)
