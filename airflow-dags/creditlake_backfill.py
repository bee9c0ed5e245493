"""Nights of a range of dates, in order: a run does the first night without a release and starts the run of the next.

It passes over nights that are released, and ends at the first that is withheld or fails. When that is mended, clear its
failed task (of a withheld night all stages from ingest on): the nights after it follow. It waits for no delivery.
"""

from __future__ import annotations

from airflow.sdk import DAG, Param

from creditlake_airflow.backfill import GoOnOperator, NextNightOperator
from creditlake_airflow.params import DATE, landing_params
from creditlake_airflow.tasks import DEFAULT_ARGS, stage_groups

with DAG(
    dag_id="creditlake_backfill",
    description="Runs the nights of a range of dates that have no release, one after the other",
    doc_md=__doc__,
    schedule=None,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["creditlake"],
    params={
        "start": Param(**DATE, description="First night"),
        "end": Param(**DATE, description="Last night"),
        **landing_params(),
    },
) as dag:
    night = "{{ ti.xcom_pull(task_ids='next_night') }}"
    stages = stage_groups(night)
    NextNightOperator(task_id="next_night") >> stages[0]
    stages[-1] >> GoOnOperator(task_id="go_on", night=night, dag_id="creditlake_backfill")
