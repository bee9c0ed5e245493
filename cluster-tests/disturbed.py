"""A night on a cluster whose secrets change and whose worker dies, and what was shown and said meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from lakes import SMALL, Lake, submit
from pages import Pages, texts
from servers import Standalone, free_port, postgres, until

USER = "catalog_owner"
# What the catalog asks for, and what a store would: nothing in its name says that the second is a secret.
BEFORE = {"CREDITLAKE_CATALOG_PASSWORD": "Zx-81 口令'\"\\%", "CREDITLAKE_DOOR": "Sesame-17"}
AFTER = {"CREDITLAKE_CATALOG_PASSWORD": "Yw-92 密碼'\"\\%", "CREDITLAKE_DOOR": "Barley-18"}
SETTINGS = {"profile": "cluster-postgresql", "spark.conf.spark.hadoop.store.door": "${env:CREDITLAKE_DOOR}"}
LONGEST_SECONDS = 300


@dataclass(frozen=True)
class Disturbed:
    """
    A night that was disturbed, at its end.

    :param lake: its lake
    :param code: the exit code of the run that lost a worker
    :param said: what all runs said
    :param resumed: what the runs with the changed secrets said
    :param shown: what Spark's pages showed of the configuration
    :param logged: every text of Spark's event logs
    """

    lake: Lake
    code: int
    said: str
    resumed: str
    shown: str
    logged: str


@contextmanager
def disturbed(folder: Path, landing: str, night: str, cluster: Standalone) -> Iterator[Disturbed]:
    """
    Runs a night on a catalog in PostgreSQL: ingest under one password, the rest under another, and in the stage after
    standardise a worker dies. Should the night fail it is run again.
    """
    events, log, pages = folder / "events", folder / "disturbed.log", Pages(free_port())
    events.mkdir()
    with postgres(USER, BEFORE["CREDITLAKE_CATALOG_PASSWORD"]) as server:
        catalog = {"CREDITLAKE_CATALOG_URI": server.address, "CREDITLAKE_CATALOG_USER": USER}
        start = submit(cluster.address, folder, **pages.options(events))
        before = Lake(str(folder / "lake-postgresql"), landing, start, SETTINGS | SMALL, catalog | BEFORE)
        ingested = before.run("ingest", "--date", night)
        assert ingested.returncode == 0, ingested.stderr
        server.change_password(*(secrets["CREDITLAKE_CATALOG_PASSWORD"] for secrets in (BEFORE, AFTER)))
        lake = replace(before, variables=catalog | AFTER)
        with lake.running(log, "nightly", "--date", night) as running:
            until("the end of standardise", lambda: "  standardise " in log.read_text(), running, log, LONGEST_SECONDS)
            shown = pages.of_configuration()
            until("work of the executors", pages.busy, running, log)
            cluster.lose_a_worker()
            code = running.wait(LONGEST_SECONDS)
        resumed = log.read_text()
        if code != 0:
            again = lake.run("nightly", "--date", night)
            assert again.returncode == 0, again.stderr
            resumed += again.stdout + again.stderr
        said = ingested.stdout + ingested.stderr + resumed
        yield Disturbed(lake, code, said, resumed, shown, "\n".join(texts(events)))
