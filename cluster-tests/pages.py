"""What Spark's own pages show of an application that runs, and its event log afterwards."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from servers import LOOPBACK

# Spark lists a statement before all that its page tells of is there, and the page fails until then. The night goes on.
PATIENCE_SECONDS, PAUSE_SECONDS = 10, 0.2


@dataclass(frozen=True)
class Pages:
    """The pages of the application whose driver serves them on a port."""

    port: int

    def options(self, events: Path) -> dict[str, str]:
        """Settings of an application that serves them and keeps its events in a folder."""
        return {
            "spark.ui.enabled": "true",
            "spark.ui.port": str(self.port),
            "spark.eventLog.enabled": "true",
            "spark.eventLog.dir": events.as_uri(),
            "spark.eventLog.rolling.enabled": "false",
            "spark.eventLog.compress": "false",
        }

    def busy(self) -> bool:
        """Whether executors are at work on a task now."""
        try:
            return any(executor["activeTasks"] for executor in self._asked("executors"))
        except (URLError, HTTPException, IndexError):
            return False

    def of_configuration(self) -> str:
        """The environment, as page and as the REST API tells it, and the properties of each statement."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        statements = [self._page_of(statement["id"], deadline) for statement in self._asked("sql")]
        return "\n".join([self._page("environment/"), json.dumps(self._asked("environment")), *statements])

    def _page_of(self, statement: int, deadline: float) -> str:
        """The page of a statement, as soon as Spark can make it."""
        while True:
            try:
                return self._page(f"SQL/execution/?id={statement}")
            except HTTPError as e:
                if e.code != HTTPStatus.INTERNAL_SERVER_ERROR or time.monotonic() > deadline:
                    raise
            time.sleep(PAUSE_SECONDS)

    def _asked(self, about: str) -> Any:
        (application,) = json.loads(self._page("api/v1/applications"))
        return json.loads(self._page(f"api/v1/applications/{application['id']}/{about}"))

    def _page(self, path: str) -> str:
        with urlopen(f"http://{LOOPBACK}:{self.port}/{path}") as page:
            return unescape(page.read().decode("utf-8"))


def texts(events: Path) -> Iterator[str]:
    """Every text in the event logs of a folder, names of properties among them."""

    def within(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield key
                yield from within(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from within(inner)
        elif isinstance(value, str):
            yield value

    for log in events.iterdir():
        for line in log.read_text("utf-8").splitlines():
            yield from within(json.loads(line))
