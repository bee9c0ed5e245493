"""Which night a DAG run is, what it waits for and how long."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from airflow.sdk.exceptions import AirflowFailException

from creditlake_airflow.contracts import SourceTerms
from creditlake_airflow.place import ZONE, Place, deployment, given, run_day

if TYPE_CHECKING:
    from airflow.sdk import Context

_CLOCK = re.compile(r"(\d\d):(\d\d)")
_DURATION = re.compile(r"PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")


@dataclass(frozen=True)
class Night:
    """
    A night as its tasks see it.

    :param date: the run date of every stage
    :param place: where it runs
    :param sources: sources to wait for; ``None`` for all that have a contract
    :param deadline: instant after which the night no longer waits for a source whose contract names no time
    :param strict: whether that holds for every source, whatever contracts say
    """

    date: date
    place: Place
    sources: Sequence[str] | None
    deadline: datetime
    strict: bool

    @classmethod
    def of(cls, context: Context) -> Night:
        """
        Read the night of a running task.

        :raises AirflowFailException: when a value is missing or malformed; another try would not help
        """
        asked = given(context)
        values = deployment() | asked
        run = context["dag_run"]
        day = date.fromisoformat(values["date"]) if values.get("date") else run_day(context)
        return cls(
            date=day,
            place=Place.of(context),
            sources=values.get("sources"),
            deadline=deadline(values.get("deadline") or "05:00", day, run.start_date or run.run_after),
            strict="deadline" in asked,
        )

    def awaited_sources(self) -> list[str]:
        """
        The sources this night waits for, in order of name, due or not.

        :raises AirflowFailException: when none are named and the contracts folder has none
        """
        if self.sources is not None:
            return sorted(set(self.sources))
        folder = self.place.contracts_folder()
        found = sorted(file.stem for file in folder.glob("*.yaml"))
        if not found:
            raise AirflowFailException(f"No source contract (*.yaml) in {folder}: nothing to wait for.")
        return found

    def terms(self, source: str) -> SourceTerms:
        """What the contract of a source says of its deliveries; see ``SourceTerms.read``."""
        return SourceTerms.read(self.place.contracts_folder(), source)

    def deadline_of(self, terms: SourceTerms) -> datetime:
        """The instant at which the delivery of a source is late."""
        if self.strict or terms.due_time is None:
            return self.deadline
        return at(self.date, terms.due_time)

    def waits_on(self, terms: SourceTerms) -> bool:
        """Whether the night waits for a source that is late."""
        return terms.waits and not self.strict


def at(day: date, clock: time) -> datetime:
    """The instant of a time of a day in ``ZONE``."""
    return datetime.combine(day, clock, tzinfo=ZONE)


def deadline(text: str, day: date, started: datetime) -> datetime:
    """
    The instant a deadline stands for.

    :param text: a time of the night's day in ``ZONE``, ``05:00``; or how long after the start, ``PT3H30M``
    :param day: the night's date
    :param started: when the DAG run started
    :raises AirflowFailException: when the text is neither
    """
    if clock := _CLOCK.fullmatch(text):
        hour, minute = map(int, clock.groups())
        if hour < 24 and minute < 60:
            return at(day, time(hour, minute))
    if duration := _DURATION.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in duration.groups())
        return started + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    raise AirflowFailException(f"deadline: found '{text}', expected a time such as 05:00 or a duration such as PT3H.")
