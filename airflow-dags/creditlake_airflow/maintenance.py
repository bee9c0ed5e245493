"""Maintenance of the lake as a task."""

from __future__ import annotations

from airflow.sdk import Context

from creditlake_airflow.command import CommandOperator
from creditlake_airflow.place import Place, given, run_day


class MaintainOperator(CommandOperator):
    """
    Runs ``creditlake maintain`` for the day of the run, or that of the param ``date``.

    With the param ``dry_run`` it says what there is to do and changes nothing.
    """

    def execute(self, context: Context) -> None:
        """Run it to its end; errors as of ``run_command``."""
        asked = given(context)
        words = ["maintain", "--date", asked.get("date") or run_day(context).isoformat()]
        if asked.get("dry_run"):
            words.append("--dry-run")
        place = Place.of(context)
        self.run_traced(context, place, place.command(*words))
