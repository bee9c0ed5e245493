"""The DAG file: what it declares, and that it says the same whenever it is read."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime, timezone
from itertools import pairwise

import pytest
from airflow.sdk.exceptions import ParamValidationError
from conftest import DAGS, STAGES

SERIALISE = """
import json
from airflow.serialization.serialized_objects import DagSerialization
import creditlake_nightly
print(json.dumps(DagSerialization.to_dict(creditlake_nightly.dag), sort_keys=True))
"""


def serialised(**environment: str) -> str:
    """The DAG as a fresh process reads it."""
    done = subprocess.run(
        [sys.executable, "-c", SERIALISE], cwd=DAGS, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()[-1]


def test_reading_the_file_twice_gives_the_same_dag(airflow_home, tmp_path):
    first = serialised(AIRFLOW_HOME=str(airflow_home), TZ="UTC", PYTHONHASHSEED="1")
    second = serialised(
        AIRFLOW_HOME=str(airflow_home), TZ="Asia/Tokyo", PYTHONHASHSEED="2", CREDITLAKE_LAKE=str(tmp_path)
    )
    assert json.loads(first)["dag"]["dag_id"] == "creditlake_nightly"
    assert first == second


def test_the_night_waits_and_then_runs_a_task_a_stage_in_order(dag):
    order = [task.task_id for task in dag.topological_sort()]
    assert order == ["wait_for_deliveries", *STAGES]
    for before, after in pairwise(order):
        assert dag.get_task(before).downstream_task_ids == {after}


def test_one_night_runs_at_a_time_and_none_is_made_up_for(dag):
    assert dag.max_active_runs == 1
    assert dag.catchup is False


def test_a_night_starts_at_half_past_one_in_shanghai():
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import DataInterval, TimeRestriction

    from creditlake_nightly import dag

    before = datetime(2026, 11, 22, 17, 30, tzinfo=timezone.utc)
    info = coerce_to_core_timetable(dag.timetable).next_dagrun_info(
        last_automated_data_interval=DataInterval.exact(before), restriction=TimeRestriction(None, None, catchup=True)
    )
    assert info.run_after == datetime(2026, 11, 23, 17, 30, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("param", "value"),
    [
        ("date", "22/11/2026"),
        ("deadline", "25:00"),
        ("deadline", "PT"),
        ("sources", "penalty_publicity"),
        ("settings", {"lake.buckets": [64]}),
    ],
)
def test_a_malformed_param_is_refused_before_anything_runs(dag, param, value):
    dag.params.validate()
    with pytest.raises(ParamValidationError):
        dag.params.get_param(param).resolve(value)
