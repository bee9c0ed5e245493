"""Tells people of what went wrong, by the notifier that a deployment has chosen among those of Airflow's providers."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseNotifier
from airflow.sdk.exceptions import AirflowFailException
from airflow.sdk.module_loading import import_string

from creditlake_airflow.place import VARIABLE, deployment

if TYPE_CHECKING:
    from airflow.sdk import Context

KEY = "creditlake"
"""Name under which templates of the notifier's arguments find the notice."""


def notify(context: Context, log: logging.Logger, *, subject: str, message: str, **more: Any) -> None:
    """
    Send a notice, if the Variable names a notifier. One that cannot be sent is logged and stops nothing.

    :param subject: the notice in a line
    :param message: the notice
    :param more: what else the templates may use
    :raises AirflowFailException: when the Variable names no notifier by that name
    """
    chosen = deployment().get("notifier")
    if not chosen:
        return
    try:
        kind = import_string(chosen["class"])
    except ImportError as e:
        raise AirflowFailException(f"Variable '{VARIABLE}', notifier: found no {chosen['class']} ({e}).") from e
    if not (isinstance(kind, type) and issubclass(kind, BaseNotifier)):
        raise AirflowFailException(f"Variable '{VARIABLE}', notifier: {chosen['class']} is no notifier of Airflow.")
    try:
        kind(**chosen.get("arguments", {}))({**context, KEY: {"subject": subject, "message": message, **more}})
        log.info("Sent by %s: %s", kind.__name__, subject)
    except Exception:
        log.exception("Not sent by %s: %s", kind.__name__, subject)


def tell_of_failure(context: Context) -> None:
    """Callback of a task that has failed for good: sends what it said of why."""
    instance = context["ti"]
    notify(
        context,
        logging.getLogger(__name__),
        subject=f"creditlake: {instance.dag_id}.{instance.task_id} failed ({instance.run_id})",
        message=str(context.get("exception") or "The task was killed."),
        contact=None,
    )
