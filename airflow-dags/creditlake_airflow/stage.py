"""The stages of a night as tasks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from airflow.sdk import Asset, Context

from creditlake_airflow.command import CommandOperator, StageFailedError
from creditlake_airflow.night import Night
from creditlake_airflow.place import Place

RELEASE = Asset(name="creditlake_release", uri="creditlake://release", group="creditlake")
"""
A published release. Each event's extra has ``release``, ``date``, ``lake`` and ``content``: of each table the snapshot
that the release holds, as text.
"""


class StageOperator(CommandOperator):
    """
    Runs one stage of a night.

    :param stage: command of the stage, such as ``ingest``
    :param night: date of the night, ISO 8601; empty for that of the DAG run
    """

    template_fields: Sequence[str] = ("night",)

    def __init__(self, *, stage: str, night: str = "", **kwargs) -> None:
        super().__init__(**kwargs)
        self.stage = stage
        self.night = night

    def execute(self, context: Context) -> None:
        """Run the stage to its end; errors as of ``run_command``."""
        place = Place.of(context)
        command = place.command(self.stage, "--date", self.date(context).isoformat(), landing=True)
        self.run_traced(context, place, command)

    def date(self, context: Context) -> date:
        """The night's date."""
        return date.fromisoformat(self.night) if self.night else Night.of(context).date


class PublishOperator(StageOperator):
    """
    Publishes the night and tells Airflow's assets which release came of it.

    The name of the release is what ``ops.release`` says, never guessed from the date.
    """

    def __init__(self, **kwargs) -> None:
        super().__init__(stage="publish", outlets=[RELEASE], **kwargs)

    def execute(self, context: Context) -> str:
        """
        Run the stage, then read which release it published.

        :return: the name of the release
        :raises StageFailedError: also when no release of the night is published after all
        """
        super().execute(context)
        place, night = Place.of(context), self.date(context)
        # ruff reads it as a query that takes user input; a date has been parsed.
        rows = self.query(
            place,
            "SELECT release, to_json(transform_values(snapshots, (t, s) -> CAST(s AS STRING))) AS content "  # noqa: S608
            f"FROM ops.release WHERE run_date = DATE '{night}' AND status = 'published' "
            "ORDER BY published_at DESC LIMIT 1",
        )
        if not rows:
            raise StageFailedError(f"publish ended well but no release of {night} is published.")
        context["outlet_events"][RELEASE].extra = {
            "release": rows[0]["release"],
            "date": night.isoformat(),
            "lake": place.lake,
            "content": json.loads(rows[0]["content"]),
        }
        return rows[0]["release"]
