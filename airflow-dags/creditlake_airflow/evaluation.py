"""
Looks at policies that evaluate monthly or quarterly when a period of theirs has begun.

The night evaluates them itself, in the first release of the period. These tasks check that it has, and validate.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from airflow.sdk import Context
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException

from creditlake_airflow.command import CommandOperator
from creditlake_airflow.place import Place
from creditlake_airflow.stage import RELEASE

_MONTHS = {"monthly": 1, "quarterly": 3}


@dataclass(frozen=True)
class PolicyTerms:
    """
    What is in force of a policy on a day.

    :param policy: its name
    :param cadence: how often it evaluates
    """

    policy: str
    cadence: str

    def period_start(self, day: date) -> date | None:
        """First day of the period that a day lies in; ``None`` for a policy that evaluates nightly."""
        months = _MONTHS.get(self.cadence)
        return None if months is None else day.replace(day=1, month=day.month - (day.month - 1) % months)


def in_force(conf: Path, day: date) -> list[PolicyTerms]:
    """
    The policies with a version in force, in order of name.

    :param conf: the configuration folder
    """
    found = []
    for folder in sorted(path for path in (conf / "policies").iterdir() if path.is_dir()):
        versions = sorted(file for file in folder.glob("????-??-??.yaml") if file.stem <= day.isoformat())
        if versions:
            version = yaml.safe_load(versions[-1].read_text(encoding="utf-8"))
            found.append(PolicyTerms(folder.name, str(version.get("cadence", "nightly"))))
    return found


@dataclass(frozen=True)
class Releases:
    """
    Releases that one run looks at: more than one when they were published in quick succession.

    :param first: night of the first
    :param last: night of the last
    :param name: name of the last; ``None`` for the current one
    :param lake: the lake of the last; ``None`` for that of the run
    """

    first: date
    last: date
    name: str | None = None
    lake: str | None = None

    @classmethod
    def of(cls, context: Context) -> Releases:
        """
        What triggered the run; for one started by hand the param ``date``.

        :raises AirflowFailException: when there is neither
        """
        events = sorted(
            (event.extra for event in context["triggering_asset_events"].get(RELEASE, [])),
            key=lambda extra: extra["date"],
        )
        if events:
            first, last = (date.fromisoformat(events[place]["date"]) for place in (0, -1))
            return cls(first, last, events[-1]["release"], events[-1]["lake"])
        if not context["params"].get("date"):
            raise AirflowFailException("No release triggered this run: give the param 'date', the night of one.")
        night = date.fromisoformat(context["params"]["date"])
        return cls(night, night)

    def begin_period_of(self, terms: PolicyTerms, before: date | None) -> bool:
        """
        Whether a period of a policy begins with one of them.

        :param before: the published night before them; ``None`` for the first of a lake
        """
        start = terms.period_start(self.last)
        return start is not None and (before is None or before < start)


class CheckPeriodOperator(CommandOperator):
    """Finds the policies a period of which begins with the releases, and checks that nobody was left out."""

    def execute(self, context: Context) -> list[str]:
        """
        Look into the lake.

        :return: names of the policies that can be validated, which takes a version in force a year before
        :raises AirflowSkipException: when no period begins
        :raises AirflowFailException: when a grade whose review was due stands unreviewed
        """
        releases = Releases.of(context)
        place = Place.of(context, lake=releases.lake)
        rows = self.query(
            place,
            f"SELECT policy, count_if(next_review_on <= DATE '{releases.last}') AS unreviewed, "  # noqa: S608
            "(SELECT max(run_date) FROM ops.release WHERE status = 'published' "
            f"AND run_date < DATE '{releases.first}') AS before FROM grade.grade GROUP BY policy",
        )
        before = next((date.fromisoformat(row["before"]) for row in rows if row["before"]), None)
        unreviewed = {row["policy"]: int(row["unreviewed"]) for row in rows}
        begun = [
            terms.policy
            for terms in in_force(place.conf_folder(), releases.last)
            if terms.policy in unreviewed and releases.begin_period_of(terms, before)
        ]
        if not begun:
            raise AirflowSkipException(f"No period begins with the release of {releases.last}.")
        if left := {policy: unreviewed[policy] for policy in begun if unreviewed[policy]}:
            raise AirflowFailException(f"Grades whose review was due by {releases.last} stand unreviewed: {left}.")
        old_enough = {terms.policy for terms in in_force(place.conf_folder(), year_before(releases.last))}
        self.log.info("A period begins of %s", ", ".join(begun))
        return [policy for policy in begun if policy in old_enough]


class ValidateOperator(CommandOperator):
    """
    Runs ``creditlake policy validate`` on the release that triggered the run.

    :param policy: the policy
    """

    template_fields: Sequence[str] = ("policy",)

    def __init__(self, *, policy: str, **kwargs) -> None:
        super().__init__(**kwargs)
        self.policy = policy

    def execute(self, context: Context) -> dict[str, Any]:
        """
        Run it to its end; errors as of ``run_command``.

        :return: its figures
        """
        releases = Releases.of(context)
        place = Place.of(context, lake=releases.lake)
        words = ["policy", "validate", "--policy", self.policy, "--format", "json"]
        command = place.command(*words, *(["--release", releases.name] if releases.name else []))
        return json.loads("\n".join(self.run_command(place, command, stderr=None, kept=None)))


def year_before(day: date) -> date:
    """The same day of the year before; 28 February for the 29th."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
