"""Keeps the lake small and quick: once a week, in the daytime, when no night runs."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, Param

from creditlake_airflow.maintenance import MaintainOperator
from creditlake_airflow.params import optional_day, place_params
from creditlake_airflow.tasks import DEFAULT_ARGS

with DAG(
    dag_id="creditlake_maintenance",
    description="Compacts tables and lets go of what no kept release needs",
    doc_md=__doc__,
    schedule=CronTriggerTimetable("0 13 * * 0", timezone="Asia/Shanghai", run_immediately=timedelta(0)),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["creditlake"],
    params={
        "date": optional_day("Day from which ages count; empty for the day in Asia/Shanghai that the run is for"),
        "dry_run": Param(False, type="boolean", description="Say what there is to do, and change nothing"),
        **place_params(),
    },
) as dag:
    MaintainOperator(task_id="maintain")
