"""The tasks that DAGs of nights have in common."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import TaskGroup, TriggerRule, chain

from creditlake_airflow.deliveries import DeliveriesOperator, DeliverySensor, LookOperator
from creditlake_airflow.notices import tell_of_failure
from creditlake_airflow.stage import PublishOperator, StageOperator

DEFAULT_ARGS: dict[str, Any] = {
    "retries": 3,
    "retry_delay": timedelta(minutes=5),
    "on_failure_callback": tell_of_failure,
}
"""Of every task. Commands may be run again: a stage goes on from what the one before it left."""


def deliveries_group() -> TaskGroup:
    """Waits for what is due, a task for each delivery that is not there yet."""
    with TaskGroup("waiting", prefix_group_id=False) as group:
        look = LookOperator(task_id="look_for_deliveries")
        # A delivery that comes at once can have a late scheduler take the pause of the task for its end. To look again
        # costs nothing, so nobody waits for it as long as for a stage.
        wait = DeliverySensor.partial(
            task_id="wait_for_delivery",
            poke_interval=10,
            retry_delay=timedelta(seconds=10),
            map_index_template="{{ task.source }}",
        ).expand(source=look.output)
        # With nothing to wait for the mapped task is skipped, which holds nothing up.
        look >> DeliveriesOperator(task_id="deliveries", waited=wait.output, trigger_rule=TriggerRule.NONE_FAILED)
    return group


def stage_groups(night: str = "") -> list[TaskGroup]:
    """
    The stages of a night, one after the other.

    :param night: see ``StageOperator``
    """
    groups = []
    for group_id, stages in {
        "records": ["ingest", "standardise"],
        "grades": ["resolve", "grade", "supervise"],
        "release": ["publish", "report"],
    }.items():
        with TaskGroup(group_id, prefix_group_id=False) as group:
            chain(*(_stage(stage, night) for stage in stages))
        groups.append(group)
    chain(*groups)
    return groups


def _stage(stage: str, night: str) -> StageOperator:
    if stage == "publish":
        return PublishOperator(task_id=stage, night=night)
    return StageOperator(task_id=stage, stage=stage, night=night)
