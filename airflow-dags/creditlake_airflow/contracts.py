"""What contracts and the working calendar say of when a source delivers, as a night that waits for it reads them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import yaml
from airflow.sdk.exceptions import AirflowFailException

_UNITS = {"d": "day", "day": "day", "workday": "workday", "w": "week", "week": "week", "m": "month", "month": "month"}


@dataclass(frozen=True)
class WorkingDays:
    """
    The official working calendar.

    :param exceptions: whether a day is worked on, for those on which Monday to Friday is no answer
    """

    exceptions: Mapping[date, bool]

    @classmethod
    def read(cls, conf: Path) -> WorkingDays:
        """The calendar of a configuration folder; Monday to Friday when there is none."""
        file = conf / "reference" / "working_days.csv"
        if not file.is_file():
            return cls({})
        lines = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        return cls({date.fromisoformat(row["day"]): row["kind"] == "workday" for row in csv.DictReader(lines)})

    def __contains__(self, day: date) -> bool:
        return self.exceptions.get(day, day.weekday() < 5)


@dataclass(frozen=True)
class Schedule:
    """
    On which days a delivery is due.

    :param every: ``day``, ``workday``, ``week`` or ``month``
    :param due_day: of a week 1 (Monday) to 7; of a month 1 to 31, where the last day stands for those a month lacks
    """

    every: str
    due_day: int = 0

    def is_due(self, day: date, working_days: WorkingDays) -> bool:
        """Whether a delivery is due on a day."""
        match self.every:
            case "day":
                return True
            case "workday":
                return day in working_days
            case "week":
                return day.isoweekday() == self.due_day
            case _:
                return day.day == min(self.due_day, _last_day(day))

    def since(self, due: date, working_days: WorkingDays) -> date:
        """The first folder date that meets what is due on a day."""
        before = due - timedelta(1)
        while not self.is_due(before, working_days):
            before -= timedelta(1)
        return before + timedelta(1)


@dataclass(frozen=True)
class SourceTerms:
    """
    What the contract of a source says of its deliveries.

    :param source: name of the source
    :param department: who sends it; the source's name without a contract
    :param title: what the department calls it
    :param marker: the pattern ``completeWhen``, see ``markers``
    :param schedule: on which days one is due; ``None`` when no day is named
    :param due_time: time of the due day by which it is to be there (``timeOfAvailability``)
    :param waits: whether the night waits for it when it is late (``whenLate: wait``) rather than going on
    :param contact: address under ``support``
    """

    source: str
    department: str
    title: str
    marker: str | None = None
    schedule: Schedule | None = None
    due_time: time | None = None
    waits: bool = False
    contact: str | None = None

    @classmethod
    def read(cls, contracts: Path, source: str) -> SourceTerms:
        """
        The terms of a source; those of one without a contract name nothing.

        :param contracts: the folder ``schemas/sources``
        :raises AirflowFailException: when the contract cannot be understood; ``contract lint`` says more
        """
        file = contracts / f"{source}.yaml"
        if not file.is_file():
            return cls(source, source, source)
        try:
            contract = yaml.safe_load(file.read_text(encoding="utf-8"))
            return cls._of(source, contract if isinstance(contract, dict) else {})
        except (yaml.YAMLError, ValueError, TypeError, AttributeError, KeyError) as e:
            raise AirflowFailException(
                f"{file}: found terms of delivery that cannot be read ({type(e).__name__}); "
                "'creditlake contract lint' shows where."
            ) from e

    @classmethod
    def _of(cls, source: str, contract: dict[str, Any]) -> SourceTerms:
        own = {item["property"]: item.get("value") for item in contract.get("customProperties") or []}
        levels = {item["property"]: item for item in contract.get("slaProperties") or []}
        tables = contract.get("schema") or [{}]
        channels = contract.get("support") or []
        marker, clock = own.get("completeWhen"), levels.get("timeOfAvailability")
        return cls(
            source=source,
            department=str(own.get("department") or source),
            title=str(tables[0].get("businessName") or source),
            marker=None if marker is None else str(marker),
            schedule=_schedule(levels),
            due_time=None if clock is None else _clock(clock["value"]),
            waits=own.get("whenLate") == "wait",
            contact=next((_address(channel["url"]) for channel in channels if channel.get("url")), None),
        )

    def folder_dates(self, night: date, working_days: WorkingDays) -> list[date]:
        """The dates of which a folder meets what a night waits for, the night's last; none when nothing is due."""
        if self.schedule is None:
            return [night]
        if not self.schedule.is_due(night, working_days):
            return []
        since = self.schedule.since(night, working_days)
        return [since + timedelta(days) for days in range((night - since).days + 1)]


def _schedule(levels: Mapping[str, dict[str, Any]]) -> Schedule | None:
    if "frequency" not in levels:
        return None
    every = _UNITS[levels["frequency"].get("unit")]
    return Schedule(every, int(levels["dueDay"]["value"]) if every in ("week", "month") else 0)


def _clock(value: object) -> time:
    # YAML reads 13:30 without quotes as a number to the base of sixty.
    return time(*divmod(value, 60)) if isinstance(value, int) else time.fromisoformat(str(value))


def _last_day(day: date) -> int:
    return ((day.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)).day


def _address(url: str) -> str:
    return url.removeprefix("mailto:")
