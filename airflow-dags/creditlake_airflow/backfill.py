"""Nights of a range of dates, one DAG run a night: each run does the first night that is open and starts the next."""

from __future__ import annotations

from datetime import date, timedelta

from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import Context, ObjectStoragePath
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from creditlake_airflow.command import CommandOperator
from creditlake_airflow.place import Place

PUBLISHED = "SELECT DISTINCT run_date FROM ops.release WHERE status = 'published' ORDER BY run_date"


class NextNightOperator(CommandOperator):
    """Finds the first night of the run's range that has no release."""

    def execute(self, context: Context) -> str:
        """
        Look into the lake.

        :return: the night's date, ISO 8601
        :raises AirflowSkipException: when the whole range is released
        :raises AirflowFailException: when the range is none, or a later night is published, so that the night can no
            longer be run
        """
        first, last = (date.fromisoformat(context["params"][name]) for name in ("start", "end"))
        if last < first:
            raise AirflowFailException(f"end: found {last}, expected {first} (start) or a later day.")
        published = self._published(Place.of(context))
        night = first_open(first, last, published)
        if night is None:
            raise AirflowSkipException(f"All nights from {first} to {last} are released.")
        if later := [day for day in published if day > night]:
            raise AirflowFailException(
                f"The night of {night} has no release and that of {min(later)} has one. Take it and those after it "
                "back first (creditlake release rollback), or begin the range after it."
            )
        return night.isoformat()

    def _published(self, place: Place) -> set[date]:
        # The first night makes the lake.
        if not ObjectStoragePath(place.lake).exists():
            return set()
        return {date.fromisoformat(row["run_date"]) for row in self.query(place, PUBLISHED)}


def first_open(first: date, last: date, published: set[date]) -> date | None:
    """The first day of a range that is not among the published ones."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return next((day for day in days if day not in published), None)


class GoOnOperator(TriggerDagRunOperator):
    """Starts the next run of the same range, unless the night just done was its last."""

    def __init__(self, *, night: str, dag_id: str, **kwargs) -> None:
        super().__init__(trigger_dag_id=dag_id, **kwargs)
        self.night = night

    template_fields = (*TriggerDagRunOperator.template_fields, "night")

    def execute(self, context: Context) -> None:
        """Start it with the params of this one."""
        if self.night == context["params"]["end"]:
            raise AirflowSkipException(f"The night of {self.night} was the last of the range.")
        self.conf = dict(context["params"])
        super().execute(context)
