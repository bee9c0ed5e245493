"""After the first release of a month or quarter: were the policies that evaluate then evaluated, and how good are they?

The night evaluates them itself. This DAG is triggered by each release, and does nothing unless a period has begun.
"""

from __future__ import annotations

from airflow.sdk import DAG

from creditlake_airflow.evaluation import CheckPeriodOperator, ValidateOperator
from creditlake_airflow.params import optional_day, place_params
from creditlake_airflow.stage import RELEASE
from creditlake_airflow.tasks import DEFAULT_ARGS

with DAG(
    dag_id="creditlake_evaluation",
    description="Checks and validates monthly and quarterly policies when a period of theirs has begun",
    doc_md=__doc__,
    schedule=[RELEASE],
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["creditlake"],
    params={
        "date": optional_day("Night of the release to look at, for a run started by hand"),
        **place_params(),
    },
) as dag:
    ValidateOperator.partial(task_id="validate", map_index_template="{{ task.policy }}").expand(
        policy=CheckPeriodOperator(task_id="check_period").output
    )
