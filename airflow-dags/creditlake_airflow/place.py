"""Where a run's lake and creditlake itself lie, and the command lines of what is run there."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from airflow.sdk import Variable
from airflow.sdk.exceptions import AirflowFailException, ParamValidationError

from creditlake_airflow.params import deployment_params

if TYPE_CHECKING:
    from airflow.sdk import Context

ZONE = ZoneInfo("Asia/Shanghai")
"""The zone of the dates that departments, contracts and releases use."""

VARIABLE = "creditlake"
"""Airflow Variable with a JSON object for what holds on every run: the keys of ``deployment_params``."""

_ABSOLUTE = re.compile(r"/|[a-zA-Z][a-zA-Z0-9+.-]*:")


@dataclass(frozen=True)
class Place:
    """
    The place of a run.

    :param home: folder that holds the ``creditlake`` launcher, and what is shipped beside it
    :param program: the words that start creditlake, before its own
    :param lake: folder of the lake, an absolute path or a URI
    :param landing: folder that departments deliver into, an absolute path or a URI
    :param conf: configuration folder, from ``home``; ``None`` for the one there
    :param schemas: contracts folder, from ``home``; ``None`` for the one there
    :param settings: ``--set`` values, by key
    """

    home: Path
    program: Sequence[str]
    lake: str
    landing: str
    conf: str | None
    schemas: str | None
    settings: Mapping[str, str]

    @classmethod
    def of(cls, context: Context, *, lake: str | None = None) -> Place:
        """
        Read the place of a running task: a param wins over the Variable ``creditlake``, that over the environment.

        :param lake: the lake, when something else than these names it
        :raises AirflowFailException: when a value is missing or malformed; another try would not help
        """
        values = deployment() | given(context)
        lake = lake or values.get("lake") or os.environ.get("CREDITLAKE_LAKE")
        if not lake:
            raise AirflowFailException(
                "No lake: give the param 'lake', or set it in the Airflow Variable 'creditlake', "
                'for example {"lake": "/srv/creditlake/lake"}.'
            )
        named = values.get("home") or os.environ.get("CREDITLAKE_HOME")
        home = Path(named) if named else Path(__file__).resolve().parents[2]
        landing = values.get("landing") or lake.rstrip("/").rpartition("/")[0] + "/landing"
        return cls(
            home=home,
            program=tuple(values.get("command") or [str(home / "creditlake")]),
            lake=_absolute("lake", lake),
            landing=_absolute("landing", landing),
            conf=values.get("conf"),
            schemas=values.get("schemas"),
            settings={key: _text(value) for key, value in (values.get("settings") or {}).items()},
        )

    def command(self, *words: str, landing: bool = False) -> list[str]:
        """
        A command line.

        :param words: the command and its own options
        :param landing: whether the command reads deliveries
        """
        line = [*self.program, *words, "--lake", self.lake]
        if landing:
            line += ["--landing", self.landing]
        if self.conf:
            line += ["--conf", self.conf]
        if self.schemas:
            line += ["--schemas", self.schemas]
        for key, value in sorted(self.settings.items()):
            line += ["--set", f"{key}={value}"]
        return line

    def query(self, sql: str) -> list[str]:
        """The command line that prints the answer to a query as CSV."""
        return self.command("sql", sql, "--format", "csv")

    def conf_folder(self) -> Path:
        """The configuration folder."""
        return self.home / (self.conf or "conf")

    def contracts_folder(self) -> Path:
        """The folder of the sources' contracts."""
        return self.home / (self.schemas or "schemas") / "sources"


def given(context: Context) -> dict[str, Any]:
    """The params that the run was given a value for."""
    return {key: value for key, value in context["params"].items() if value is not None}


def deployment() -> dict[str, Any]:
    """
    The Variable ``creditlake``.

    :raises AirflowFailException: when it is no object, has an unknown key or a value of the wrong kind
    """
    common = Variable.get(VARIABLE, default={}, deserialize_json=True)
    if not isinstance(common, dict):
        raise AirflowFailException(f"Variable '{VARIABLE}': found {type(common).__name__}, expected an object.")
    known = deployment_params()
    for key, value in common.items():
        if key not in known:
            raise AirflowFailException(f"Variable '{VARIABLE}': unknown key {key}; known are {', '.join(known)}.")
        try:
            known[key].resolve(value)
        except ParamValidationError as e:
            raise AirflowFailException(f"Variable '{VARIABLE}', key {key}: {e}") from e
    return common


def run_day(context: Context) -> date:
    """The day in ``ZONE`` that a run is for."""
    run = context["dag_run"]
    return (run.logical_date or run.run_after).astimezone(ZONE).date()


def _absolute(name: str, folder: str) -> str:
    # The launcher runs in its own folder, the sensor and the trigger on other machines perhaps.
    if not _ABSOLUTE.match(folder):
        raise AirflowFailException(f"{name}: found '{folder}', expected an absolute path or a URI.")
    return folder


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
