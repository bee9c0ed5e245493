"""Waits until the departments' deliveries of a night are complete, or its deadline passes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from datetime import datetime, timezone
from typing import Any

from airflow.sdk import BaseSensorOperator, Context, ObjectStoragePath
from airflow.triggers.base import BaseTrigger, TriggerEvent

from creditlake_airflow.markers import ALWAYS, is_whole
from creditlake_airflow.night import Night


def is_complete(landing: str, source: str, day: str, marker: str | None = None) -> bool:
    """
    Whether the source's folder of that day is complete, as ingest sees it.

    :param marker: what the contract says of it, see ``markers``
    """
    folder = _folder(landing, source, day)
    return folder.exists() and is_whole({file.name for file in folder.iterdir()}, marker)


def incomplete(landing: str, sources: Iterable[str], day: str, markers: Mapping[str, str]) -> list[str]:
    """The sources whose delivery of that day is not complete, in the given order."""
    return [source for source in sources if not is_complete(landing, source, day, markers.get(source))]


def _folder(landing: str, source: str, day: str) -> ObjectStoragePath:
    return ObjectStoragePath(landing) / source / day


class DeliveriesTrigger(BaseTrigger):
    """
    Fires once all sources are complete or the deadline has passed, with the names of the sources that are late.

    It looks at the folders from a thread, since a distant file system may make it wait.

    :param landing: folder that departments deliver into, a path or a URI
    :param sources: sources to wait for
    :param day: date of the deliveries, ISO 8601
    :param deadline: instant to stop waiting, ISO 8601 with offset
    :param poke_interval: seconds between two looks
    :param markers: what completes a source's delivery beside the markers of every source, by source
    """

    def __init__(
        self,
        *,
        landing: str,
        sources: list[str],
        day: str,
        deadline: str,
        poke_interval: float,
        markers: dict[str, str] | None = None,
    ) -> None:
        super().__init__()
        self.landing = landing
        self.sources = sources
        self.day = day
        self.deadline = deadline
        self.poke_interval = poke_interval
        self.markers = markers or {}

    def serialize(self) -> tuple[str, dict[str, Any]]:
        """The class and its arguments, for the triggerer that takes it over."""
        return (
            f"{type(self).__module__}.{type(self).__qualname__}",
            {
                "landing": self.landing,
                "sources": self.sources,
                "day": self.day,
                "deadline": self.deadline,
                "poke_interval": self.poke_interval,
                "markers": self.markers,
            },
        )

    async def run(self) -> AsyncIterator[TriggerEvent]:
        """Look, and sleep, until there is nothing left to wait for."""
        deadline = datetime.fromisoformat(self.deadline)
        known: list[str] | None = None
        while True:
            late = await asyncio.to_thread(incomplete, self.landing, self.sources, self.day, self.markers)
            left = (deadline - datetime.now(timezone.utc)).total_seconds()
            if not late or left <= 0:
                yield TriggerEvent({"late": late})
                return
            if late != known:
                self.log.info("Waiting for %s until %s", ", ".join(late), self.deadline)
                known = late
            await asyncio.sleep(min(self.poke_interval, left))


class DeliveriesSensor(BaseSensorOperator):
    """
    Waits for the night's deliveries without holding a worker.

    It succeeds in any case: at the deadline the night goes on with what is there. The XCom it returns names the
    sources that are in (``arrived``) and those that are not (``late``), and so does the log.
    """

    def execute(self, context: Context) -> dict[str, list[str]]:
        """Go on at once when nothing is missing or it is too late to wait, else hand over to the triggerer."""
        night = Night.of(context)
        markers = night.markers()
        late = incomplete(night.landing, night.awaited_sources(), night.date.isoformat(), markers)
        if late and datetime.now(timezone.utc) < night.deadline:
            self.log.info("Waiting for %s until %s", ", ".join(late), night.deadline.isoformat())
            self.defer(
                trigger=DeliveriesTrigger(
                    landing=night.landing,
                    sources=night.awaited_sources(),
                    day=night.date.isoformat(),
                    deadline=night.deadline.isoformat(),
                    poke_interval=self.poke_interval,
                    markers=markers,
                ),
                method_name="resume",
            )
        return self._result(night, late)

    def resume(self, context: Context, event: dict[str, list[str]]) -> dict[str, list[str]]:
        """Take over from the triggerer."""
        return self._result(Night.of(context), event["late"])

    def _result(self, night: Night, late: list[str]) -> dict[str, list[str]]:
        arrived = [source for source in night.awaited_sources() if source not in late]
        markers = night.markers() if late else {}
        for source in late:
            folder = _folder(night.landing, source, night.date.isoformat())
            wanted = [*ALWAYS, markers[source]] if source in markers else ALWAYS
            self.log.warning("%s is late: no %s in %s", source, " or ".join(wanted), folder)
        self.log.info("%d of %d deliveries are complete", len(arrived), len(arrived) + len(late))
        return {"arrived": arrived, "late": late}
