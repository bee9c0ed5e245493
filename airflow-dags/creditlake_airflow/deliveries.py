"""Waits until the departments' deliveries of a night are complete or late, each source by itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from datetime import datetime, timezone
from typing import Any

from airflow.sdk import BaseOperator, BaseSensorOperator, Context, ObjectStoragePath
from airflow.triggers.base import BaseTrigger, TriggerEvent

from creditlake_airflow.contracts import SourceTerms, WorkingDays
from creditlake_airflow.late import tell_department
from creditlake_airflow.markers import is_whole
from creditlake_airflow.night import Night


def is_complete(landing: str, source: str, days: Iterable[str], marker: str | None = None) -> bool:
    """
    Whether the source's folder of one of these days is complete, as ingest sees it.

    :param marker: what the contract says of it, see ``markers``
    """
    return any(is_whole(names_in(landing, source, day), marker) for day in days)


def names_in(landing: str, source: str, day: str) -> set[str]:
    """The names of what lies in a source's folder of a day."""
    folder = ObjectStoragePath(landing) / source / day
    return {file.name for file in folder.iterdir()} if folder.exists() else set()


class DeliveryTrigger(BaseTrigger):
    """
    Fires once the delivery of a source is complete, or is late.

    It looks at the folders from a thread, since a distant file system may make it wait.

    :param landing: folder that departments deliver into, a path or a URI
    :param source: the source
    :param days: dates of which a folder will do, ISO 8601
    :param deadline: instant to stop waiting, ISO 8601 with offset; ``None`` for never
    :param poke_interval: seconds between two looks
    :param marker: what completes a delivery beside the markers of every source
    """

    def __init__(
        self,
        *,
        landing: str,
        source: str,
        days: list[str],
        deadline: str | None,
        poke_interval: float,
        marker: str | None = None,
    ) -> None:
        super().__init__()
        self.landing = landing
        self.source = source
        self.days = days
        self.deadline = deadline
        self.poke_interval = poke_interval
        self.marker = marker

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """The class and its arguments, for the triggerer that takes it over."""
        return (
            f"{type(self).__module__}.{type(self).__qualname__}",
            {
                "landing": self.landing,
                "source": self.source,
                "days": self.days,
                "deadline": self.deadline,
                "poke_interval": self.poke_interval,
                "marker": self.marker,
            },
        )

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Look, and sleep, until there is nothing left to wait for."""
        while True:
            arrived = await asyncio.to_thread(is_complete, self.landing, self.source, self.days, self.marker)
            left = self._seconds_left()
            if arrived or left <= 0:
                yield TriggerEvent({"arrived": arrived})
                return
            await asyncio.sleep(min(self.poke_interval, left))

    def _seconds_left(self) -> float:
        if self.deadline is None:
            return float("inf")
        return (datetime.fromisoformat(self.deadline) - datetime.now(timezone.utc)).total_seconds()


class LookOperator(BaseOperator):
    """Looks which deliveries that are due are not there yet; each gets a task that waits for it."""

    def execute(self, context: Context) -> list[str]:
        """
        Look once.

        :return: the sources to wait for
        """
        night = Night.of(context)
        working_days = WorkingDays.read(night.place.conf_folder())
        missing = []
        for source in night.awaited_sources():
            terms = night.terms(source)
            days = _days(night, terms, working_days)
            if not days:
                self.log.info("%s is not due", source)
            elif not is_complete(night.place.landing, source, days, terms.marker):
                missing.append(source)
        self.log.info("%d deliveries to wait for: %s", len(missing), ", ".join(missing))
        return missing


class DeliverySensor(BaseSensorOperator):
    """
    Waits for the delivery of one source without holding a worker, and tells the department when it is late.

    It succeeds in any case. A late source is waited for further when its contract says ``whenLate: wait``.

    :param source: the source
    """

    template_fields: Sequence[str] = ("source",)

    def __init__(self, *, source: str, **kwargs) -> None:
        super().__init__(**kwargs)
        self.source = source

    def execute(self, context: Context) -> dict[str, Any]:
        """Go on at once when there is nothing to wait for, else hand over to the triggerer."""
        night = Night.of(context)
        terms, days = self._awaited(night)
        if is_complete(night.place.landing, self.source, days, terms.marker):
            return {"source": self.source, "late": False}
        deadline = night.deadline_of(terms)
        if datetime.now(timezone.utc) < deadline:
            self._wait(night, terms, days, deadline)
        return self._late(context, night, terms, days)

    def resume(self, context: Context, event: dict[str, bool]) -> dict[str, Any]:
        """Take over from the triggerer."""
        if event["arrived"]:
            return {"source": self.source, "late": False}
        night = Night.of(context)
        return self._late(context, night, *self._awaited(night))

    def _awaited(self, night: Night) -> tuple[SourceTerms, list[str]]:
        terms = night.terms(self.source)
        return terms, _days(night, terms, WorkingDays.read(night.place.conf_folder()))

    def _late(self, context: Context, night: Night, terms: SourceTerms, days: list[str]) -> dict[str, Any]:
        tell_department(context, night, terms, names_in(night.place.landing, self.source, days[-1]), log=self.log)
        if night.waits_on(terms):
            self._wait(night, terms, days, None)
        return {"source": self.source, "late": True}

    def _wait(self, night: Night, terms: SourceTerms, days: list[str], deadline: datetime | None) -> None:
        self.log.info("Waiting for %s %s", self.source, f"until {deadline.isoformat()}" if deadline else "however long")
        self.defer(
            trigger=DeliveryTrigger(
                landing=night.place.landing,
                source=self.source,
                days=days,
                deadline=deadline.isoformat() if deadline else None,
                poke_interval=self.poke_interval,
                marker=terms.marker,
            ),
            method_name="resume",
        )


class DeliveriesOperator(BaseOperator):
    """Sums up what was waited for: the XCom names the sources that are late (``late``) and all others (``arrived``)."""

    template_fields: Sequence[str] = ("waited",)

    def __init__(self, *, waited: Any, **kwargs) -> None:
        super().__init__(**kwargs)
        self.waited = waited

    def execute(self, context: Context) -> dict[str, list[str]]:
        """Sum up."""
        late = sorted(one["source"] for one in self.waited or [] if one["late"])
        arrived = [source for source in Night.of(context).awaited_sources() if source not in late]
        self.log.info("%d deliveries are there or not due; late: %s", len(arrived), ", ".join(late) or "none")
        return {"arrived": arrived, "late": late}


def _days(night: Night, terms: SourceTerms, working_days: WorkingDays) -> list[str]:
    return [day.isoformat() for day in terms.folder_dates(night.date, working_days)]
