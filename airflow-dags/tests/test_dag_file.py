"""The DAG files: what they declare, and that they say the same whenever they are read."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from itertools import pairwise

import pytest
from airflow.sdk.exceptions import ParamValidationError
from conftest import DAGS, STAGES, WAITING, load

DAG_IDS = sorted(file.stem for file in DAGS.glob("creditlake_*.py"))
SERIALISE = """
import importlib, json, sys
from airflow.serialization.serialized_objects import DagSerialization
dags = [DagSerialization.to_dict(importlib.import_module(name).dag) for name in sys.argv[1:]]
print(json.dumps(dags, sort_keys=True))
"""


def serialised(**environment: str) -> str:
    """The DAGs as a fresh process reads them."""
    command = [sys.executable, "-c", SERIALISE, *DAG_IDS]
    done = subprocess.run(command, cwd=DAGS, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()[-1]


def test_reading_the_files_twice_gives_the_same_dags(airflow_home, tmp_path):
    first = serialised(AIRFLOW_HOME=str(airflow_home), TZ="UTC", PYTHONHASHSEED="1")
    second = serialised(
        AIRFLOW_HOME=str(airflow_home), TZ="Asia/Tokyo", PYTHONHASHSEED="2", CREDITLAKE_LAKE=str(tmp_path)
    )
    assert [dag["dag"]["dag_id"] for dag in json.loads(first)] == DAG_IDS
    assert first == second


def test_the_night_waits_and_then_runs_a_task_a_stage_in_order(dag):
    order = [task.task_id for task in dag.topological_sort()]
    assert order == [*WAITING, *STAGES]
    for before, after in pairwise(order):
        assert after in dag.get_task(before).downstream_task_ids
    assert set(dag.task_group.children) == {"waiting", "records", "grades", "release"}


def test_one_night_runs_at_a_time_and_none_is_made_up_for(dag):
    assert dag.max_active_runs == 1
    assert dag.catchup is False


@pytest.mark.parametrize(
    ("dag_id", "before", "run_after"),
    [
        ("creditlake_nightly", "2026-11-22T17:30:00+00:00", "2026-11-23T17:30:00+00:00"),
        ("creditlake_maintenance", "2026-11-22T05:00:00+00:00", "2026-11-29T05:00:00+00:00"),
    ],
    ids=["a night at half past one in Shanghai", "maintenance on Sundays at one in the afternoon"],
)
def test_a_dag_starts_by_the_clock_of_shanghai(dag_id, before, run_after):
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import DataInterval, TimeRestriction

    info = coerce_to_core_timetable(load(dag_id).timetable).next_dagrun_info(
        last_automated_data_interval=DataInterval.exact(datetime.fromisoformat(before)),
        restriction=TimeRestriction(None, None, catchup=True),
    )
    assert info.run_after == datetime.fromisoformat(run_after)


@pytest.mark.parametrize("dag_id", DAG_IDS)
def test_every_task_may_be_tried_again(dag_id):
    assert {task.retries for task in load(dag_id).tasks} == {3}


@pytest.mark.parametrize(
    ("dag_id", "param", "value"),
    [
        ("creditlake_nightly", "date", "22/11/2026"),
        ("creditlake_nightly", "deadline", "25:00"),
        ("creditlake_nightly", "deadline", "PT"),
        ("creditlake_nightly", "sources", "penalty_publicity"),
        ("creditlake_nightly", "settings", {"lake.buckets": [64]}),
        ("creditlake_backfill", "start", None),
        ("creditlake_backfill", "end", "tomorrow"),
        ("creditlake_maintenance", "dry_run", "yes"),
        ("creditlake_simulation", "policy", "market risk"),
        ("creditlake_simulation", "version", "drafts/2027.yaml"),
        ("creditlake_simulation", "release", "latest"),
        ("creditlake_simulation", "top", -1),
        ("creditlake_evaluation", "date", 20261122),
    ],
)
def test_a_malformed_param_is_refused_before_anything_runs(dag_id, param, value):
    with pytest.raises(ParamValidationError):
        load(dag_id).params.get_param(param).resolve(value)


@pytest.mark.parametrize("dag_id", ["creditlake_nightly", "creditlake_maintenance", "creditlake_evaluation"])
def test_a_dag_that_runs_by_itself_requires_no_param(dag_id):
    load(dag_id).params.validate()
