"""What a person may choose when starting a run by hand, and a deployment for every run."""

from __future__ import annotations

from airflow.sdk import Param

DATE = {"type": "string", "format": "date"}
"""JSON schema of a day."""

_OPTIONAL_TEXT = {"type": ["null", "string"]}


def optional_day(description: str) -> Param:
    """A day that need not be given."""
    return Param(None, type=["null", "string"], format="date", description=description)


def place_params() -> dict[str, Param]:
    """The params of every DAG: where things lie. None is required: see ``Place`` for what holds without them."""
    return {
        "lake": Param(None, **_OPTIONAL_TEXT, description="Folder of the lake"),
        "conf": Param(None, **_OPTIONAL_TEXT, description="Configuration folder"),
        "schemas": Param(None, **_OPTIONAL_TEXT, description="Contracts folder"),
        "home": Param(None, **_OPTIONAL_TEXT, description="Folder of the launcher; empty for CREDITLAKE_HOME"),
        "settings": Param(
            None,
            type=["null", "object"],
            additionalProperties={"type": ["string", "number", "boolean"]},
            description='Further settings, such as {"lake.buckets": 64}',
        ),
    }


def landing_params() -> dict[str, Param]:
    """The params of a DAG that takes deliveries in."""
    return place_params() | {
        "landing": Param(
            None,
            **_OPTIONAL_TEXT,
            description="Folder of the deliveries; empty for 'landing' beside the lake",
        ),
    }


def night_params() -> dict[str, Param]:
    """The params of a DAG whose runs are nights that wait for deliveries."""
    return {
        "date": optional_day("Date of the night; empty for the day in Asia/Shanghai that the run is for"),
        **landing_params(),
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
            description="When to stop waiting for every source, whatever contracts say: a time of the night's day such "
            "as 05:00, or how long after the start of the run, such as PT3H",
        ),
    }


def deployment_params() -> dict[str, Param]:
    """
    What the Airflow Variable ``creditlake`` may hold: the params of all runs but the date, and what no run may choose,
    since it names code to run.
    """
    known = night_params()
    del known["date"]  # of one night, never of all
    return known | {
        "command": Param(None, type=["null", "array"], items={"type": "string"}, minItems=1),
        "pages": Param(None, type=["null", "string"], pattern=r"^https?://.+/$"),
        "notifier": Param(
            None,
            type=["null", "object"],
            properties={"class": {"type": "string"}, "arguments": {"type": "object"}},
            required=["class"],
            additionalProperties=False,
        ),
        "lineage": Param(
            None,
            type=["null", "object"],
            properties={
                "jar": {"type": "string", "pattern": r"^/\S+\.jar$"},
                "transport": {"type": "object", "additionalProperties": {"type": "string", "pattern": r"^\S+$"}},
            },
            required=["jar"],
            additionalProperties=False,
        ),
    }
