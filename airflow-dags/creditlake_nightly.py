"""The night as a DAG: waits for the departments' deliveries, then runs one task a stage."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, chain

from creditlake_airflow.deliveries import DeliveriesSensor
from creditlake_airflow.params import night_params
from creditlake_airflow.stage import PublishOperator, StageOperator

with DAG(
    dag_id="creditlake_nightly",
    description="Takes the night's deliveries and publishes a release of the lake",
    doc_md=__doc__,
    # The first night is the next one: unpausing the DAG does not run the night that has just gone by.
    schedule=CronTriggerTimetable("30 1 * * *", timezone="Asia/Shanghai", run_immediately=timedelta(0)),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 3, "retry_delay": timedelta(minutes=5)},
    tags=["creditlake"],
    params=night_params(),
) as dag:
    chain(
        DeliveriesSensor(task_id="wait_for_deliveries", poke_interval=10),
        StageOperator(task_id="ingest", stage="ingest"),
        StageOperator(task_id="standardise", stage="standardise"),
        StageOperator(task_id="resolve", stage="resolve"),
        StageOperator(task_id="grade", stage="grade"),
        StageOperator(task_id="supervise", stage="supervise"),
        PublishOperator(task_id="publish"),
        StageOperator(task_id="report", stage="report"),
    )
