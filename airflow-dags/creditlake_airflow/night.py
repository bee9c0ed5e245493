"""Which night a DAG run is, and where its lake, its landing folder and creditlake itself lie."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from airflow.sdk import Variable
from airflow.sdk.exceptions import AirflowFailException, ParamValidationError

from creditlake_airflow.markers import contract_markers
from creditlake_airflow.params import night_params

if TYPE_CHECKING:
    from airflow.sdk import Context

ZONE = ZoneInfo("Asia/Shanghai")
"""The zone of the dates that departments, contracts and releases use."""

VARIABLE = "creditlake"
"""Airflow Variable with a JSON object of the same keys as the params but the date, for what holds on every night."""

_ABSOLUTE = re.compile(r"/|[a-zA-Z][a-zA-Z0-9+.-]*:")
_CLOCK = re.compile(r"(\d\d):(\d\d)")
_DURATION = re.compile(r"PT(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?")


@dataclass(frozen=True)
class Night:
    """
    A night as its tasks see it.

    :param date: the run date of every stage
    :param home: folder that holds the ``creditlake`` launcher
    :param lake: folder of the lake, an absolute path or a URI
    :param landing: folder that departments deliver into, an absolute path or a URI
    :param conf: configuration folder, from ``home``; ``None`` for the one there
    :param schemas: contracts folder, from ``home``; ``None`` for the one there
    :param settings: ``--set`` values, by key
    :param sources: sources to wait for; ``None`` for all that have a contract
    :param deadline: instant after which the night no longer waits for deliveries
    """

    date: date
    home: Path
    lake: str
    landing: str
    conf: str | None
    schemas: str | None
    settings: Mapping[str, str]
    sources: Sequence[str] | None
    deadline: datetime

    @classmethod
    def of(cls, context: Context) -> Night:
        """
        Read the night of a running task: a param wins over the Variable ``creditlake``, that over the environment.

        :raises AirflowFailException: when a value is missing or malformed; another try would not help
        """
        values = _values(context["params"])
        run = context["dag_run"]
        scheduled = run.logical_date or run.run_after
        day = date.fromisoformat(values["date"]) if values.get("date") else scheduled.astimezone(ZONE).date()
        lake = values.get("lake") or os.environ.get("CREDITLAKE_LAKE")
        if not lake:
            raise AirflowFailException(
                "No lake: give the param 'lake', or set it in the Airflow Variable 'creditlake', "
                'for example {"lake": "/srv/creditlake/lake"}.'
            )
        home = values.get("home") or os.environ.get("CREDITLAKE_HOME")
        landing = values.get("landing") or lake.rstrip("/").rpartition("/")[0] + "/landing"
        return cls(
            date=day,
            home=Path(home) if home else Path(__file__).resolve().parents[2],
            lake=_absolute("lake", lake),
            landing=_absolute("landing", landing),
            conf=values.get("conf"),
            schemas=values.get("schemas"),
            settings={key: _text(value) for key, value in (values.get("settings") or {}).items()},
            sources=values.get("sources"),
            deadline=deadline(values.get("deadline") or "05:00", day, run.start_date or run.run_after),
        )

    def command(self, stage: str) -> list[str]:
        """The command line of a stage of this night."""
        line = [str(self.home / "creditlake"), stage, "--date", self.date.isoformat()]
        line += ["--lake", self.lake, "--landing", self.landing]
        return line + self._options()

    def query(self, sql: str) -> list[str]:
        """The command line that prints the answer to a query as CSV."""
        line = [str(self.home / "creditlake"), "sql", sql, "--format", "csv", "--lake", self.lake]
        return line + self._options()

    def awaited_sources(self) -> list[str]:
        """
        The sources this night waits for, in order of name.

        :raises AirflowFailException: when none are named and the contracts folder has none
        """
        if self.sources is not None:
            return sorted(set(self.sources))
        found = sorted(file.stem for file in self._contracts().glob("*.yaml"))
        if not found:
            raise AirflowFailException(f"No source contract (*.yaml) in {self._contracts()}: nothing to wait for.")
        return found

    def markers(self) -> dict[str, str]:
        """What completes a delivery by its contract, for the awaited sources whose contract says it."""
        return contract_markers(self._contracts(), self.awaited_sources())

    def _contracts(self) -> Path:
        return self.home / (self.schemas or "schemas") / "sources"

    def _options(self) -> list[str]:
        options = []
        if self.conf:
            options += ["--conf", self.conf]
        if self.schemas:
            options += ["--schemas", self.schemas]
        for key, value in sorted(self.settings.items()):
            options += ["--set", f"{key}={value}"]
        return options


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
            return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)
    if duration := _DURATION.fullmatch(text):
        hours, minutes, seconds = (int(part or 0) for part in duration.groups())
        return started + timedelta(hours=hours, minutes=minutes, seconds=seconds)
    raise AirflowFailException(f"deadline: found '{text}', expected a time such as 05:00 or a duration such as PT3H.")


def _values(params: Mapping[str, Any]) -> dict[str, Any]:
    common = Variable.get(VARIABLE, default={}, deserialize_json=True)
    if not isinstance(common, dict):
        raise AirflowFailException(f"Variable '{VARIABLE}': found {type(common).__name__}, expected an object.")
    known = night_params()
    del known["date"]  # of one night, never of all
    for key, value in common.items():
        if key not in known:
            raise AirflowFailException(f"Variable '{VARIABLE}': unknown key {key}; known are {', '.join(known)}.")
        try:
            known[key].resolve(value)
        except ParamValidationError as e:
            raise AirflowFailException(f"Variable '{VARIABLE}', key {key}: {e}") from e
    return common | {key: value for key, value in params.items() if value is not None}


def _absolute(name: str, folder: str) -> str:
    # The launcher runs in its own folder, the sensor and the trigger on other machines perhaps.
    if not _ABSOLUTE.match(folder):
        raise AirflowFailException(f"{name}: found '{folder}', expected an absolute path or a URI.")
    return folder


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
