"""What a person may choose when starting a night by hand, and a deployment for every night."""

from __future__ import annotations

from airflow.sdk import Param


def night_params() -> dict[str, Param]:
    """The params of a DAG whose runs are nights. None is required: see ``Night`` for what holds without them."""
    return {
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
    }
