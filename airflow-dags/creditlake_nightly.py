"""The night as a DAG: waits for the departments' deliveries, then runs one task a stage."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable, Param, chain

from creditlake_airflow.deliveries import DeliveriesSensor
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
    params={
        "date": Param(
            None,
            type=["null", "string"],
            format="date",
            description="Date of the night; empty for the day in Asia/Shanghai that the run is for",
        ),
        "lake": Param(None, type=["null", "string"], description="Folder of the lake"),
        "landing": Param(
            None,
            type=["null", "string"],
            description="Folder of the deliveries; empty for 'landing' beside the lake",
        ),
        "conf": Param(None, type=["null", "string"], description="Configuration folder"),
        "schemas": Param(None, type=["null", "string"], description="Contracts folder"),
        "home": Param(None, type=["null", "string"], description="Folder of the launcher; empty for CREDITLAKE_HOME"),
        "sources": Param(
            None,
            type=["null", "array"],
            items={"type": "string"},
            description="Sources to wait for; empty for all that have a contract",
        ),
        "deadline": Param(
            None,
            type=["null", "string"],
            pattern=r"^(([01]\d|2[0-3]):[0-5]\d|PT(?=\d)(\d+H)?(\d+M)?(\d+S)?)$",
            description="When to stop waiting: a time of the night's day such as 05:00 (the default), "
            "or how long after the start of the run, such as PT3H",
        ),
        "settings": Param(
            None,
            type=["null", "object"],
            additionalProperties={"type": ["string", "number", "boolean"]},
            description='Further settings, such as {"lake.buckets": 64}',
        ),
    },
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
