"""Shows who would move under another version of a policy, and why. Publishes nothing."""

from __future__ import annotations

from airflow.sdk import DAG, Param

from creditlake_airflow.params import optional_day, place_params
from creditlake_airflow.simulation import SimulateOperator
from creditlake_airflow.tasks import DEFAULT_ARGS

with DAG(
    dag_id="creditlake_simulation",
    description="Grades everybody of a release under another version of a policy and shows who moves",
    doc_md=__doc__,
    schedule=None,
    default_args=DEFAULT_ARGS,
    tags=["creditlake"],
    params={
        "policy": Param(type="string", pattern=r"^[a-z0-9][a-z0-9-]*$", description="The policy"),
        "version": Param(
            type="string",
            pattern=r"^/.+\.ya?ml$",
            description="The version to try: the absolute path of a file where tasks run",
        ),
        "release": Param(
            None,
            type=["null", "string"],
            pattern=r"^release-\d{4}-\d\d-\d\d(\.\d+)?$",
            description="The release; empty for the current one",
        ),
        "as_of": optional_day("The day to grade for under both versions; empty for that of the release"),
        "top": Param(20, type="integer", minimum=0, maximum=1000, description="How many subjects are named"),
        "lang": Param("zh", type="string", enum=["zh", "en"], description="Language of the page"),
        **place_params(),
    },
) as dag:
    SimulateOperator(task_id="simulate")
