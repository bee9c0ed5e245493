"""The night as a DAG: waits for the departments' deliveries, then runs one task a stage."""

from __future__ import annotations

from datetime import timedelta

from airflow.sdk import DAG, CronTriggerTimetable

from creditlake_airflow.params import night_params
from creditlake_airflow.tasks import DEFAULT_ARGS, deliveries_group, stage_groups

with DAG(
    dag_id="creditlake_nightly",
    description="Takes the night's deliveries and publishes a release of the lake",
    doc_md=__doc__,
    # The first night is the next one: unpausing the DAG does not run the night that has just gone by.
    schedule=CronTriggerTimetable("30 1 * * *", timezone="Asia/Shanghai", run_immediately=timedelta(0)),
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["creditlake"],
    params=night_params(),
) as dag:
    deliveries_group() >> stage_groups()[0]
