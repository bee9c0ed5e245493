"""Ties the OpenLineage events of a command's Spark session to those of the task that runs it, and tells its tables."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from airflow.sdk.exceptions import AirflowFailException

from creditlake_airflow.place import VARIABLE, deployment

if TYPE_CHECKING:
    from airflow.providers.openlineage.extractors import OperatorLineage
    from airflow.sdk import Context

LISTENER = "io.openlineage.spark.agent.OpenLineageSparkListener"


TABLES = "CREDITLAKE_LINEAGE"
"""Variable of the environment that names the file in which creditlake tells the tables of a stage."""


@dataclass(frozen=True)
class Tables:
    """
    The tables of a lake that a stage read and wrote.

    :param namespace: the lake, as its tables are called by it in Spark's events too
    :param read: their names
    :param written: of each the snapshot that the stage left
    """

    namespace: str
    read: Sequence[str]
    written: Mapping[str, int]

    @classmethod
    def told_in(cls, file: Path) -> Tables:
        """What a command told; no table when it is none that tells, or ran elsewhere."""
        if not file.exists():
            return cls("", (), {})
        line = json.loads(file.read_text(encoding="utf-8"))
        return cls(line["namespace"], line["read"], line["written"])

    def lineage(self) -> OperatorLineage:
        """The same for Airflow's own events."""
        from airflow.providers.openlineage.extractors import OperatorLineage
        from openlineage.client.event_v2 import InputDataset, OutputDataset
        from openlineage.client.facet_v2 import dataset_version_dataset

        def version(snapshot: int) -> dict:
            return {"version": dataset_version_dataset.DatasetVersionDatasetFacet(str(snapshot))}

        return OperatorLineage(
            inputs=[InputDataset(self.namespace, name) for name in self.read],
            outputs=[
                OutputDataset(self.namespace, name, facets=version(snapshot)) for name, snapshot in self.written.items()
            ],
        )


def lineage_environment(context: Context) -> dict[str, str]:
    """
    What the environment of a command says of lineage; nothing unless the Variable asks for it under ``lineage``.

    The properties go in as options of the Java runtime and not as settings of creditlake: a stage is refused when the
    one before it ran under other settings, and each has a parent of its own.

    :raises AirflowFailException: when Airflow's OpenLineage provider is not installed
    """
    chosen = deployment().get("lineage")
    if not chosen:
        return {}
    options = " ".join(f"-D{key}={value}" for key, value in _properties(chosen, context).items())
    own = os.environ.get("CREDITLAKE_JAVA_OPTS", "-Xmx4g")
    submit = os.environ.get("SPARK_SUBMIT_OPTS", "")
    return {
        "CREDITLAKE_CLASSPATH": chosen["jar"],
        "CREDITLAKE_JAVA_OPTS": f"{own} {options}",
        "SPARK_SUBMIT_OPTS": f"{submit} {options}".strip(),
    }


def _properties(chosen: dict, context: Context) -> dict[str, str]:
    try:
        from airflow.providers.openlineage.plugins import macros
    except ImportError as e:
        raise AirflowFailException(
            f"Variable '{VARIABLE}', lineage: found no OpenLineage provider; "
            "install apache-airflow-providers-openlineage where tasks run."
        ) from e
    instance = context["ti"]
    namespace = macros.lineage_job_namespace()
    properties = {
        "spark.extraListeners": LISTENER,
        "spark.openlineage.namespace": namespace,
        "spark.openlineage.parentJobNamespace": namespace,
        "spark.openlineage.parentJobName": macros.lineage_job_name(instance),
        "spark.openlineage.parentRunId": macros.lineage_run_id(instance),
        "spark.openlineage.rootParentJobNamespace": macros.lineage_root_job_namespace(instance),
        "spark.openlineage.rootParentJobName": macros.lineage_root_job_name(instance),
        "spark.openlineage.rootParentRunId": macros.lineage_root_run_id(instance),
    }
    transport = chosen.get("transport", {})
    return properties | {f"spark.openlineage.transport.{key}": value for key, value in transport.items()}
