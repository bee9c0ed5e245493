"""The same nights on lakes of several kinds."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from servers import HERE, LOOPBACK, SPARK_HOME, environment, running

REPOSITORY = HERE.parent
NIGHTS = ["2026-11-22", "2026-11-23"]
KEYS = {
    "CREDITLAKE_PERSON_KEY": "a key of the tests, of synthetic persons",
    "CREDITLAKE_REPORT_KEY": "a key of the tests, of their credit reports",
}
# Few partitions: the cluster profiles are made for more than a hundred subjects.
SMALL = {"lake.buckets": "2", "spark.conf.spark.sql.shuffle.partitions": "2"}


@dataclass(frozen=True)
class Lake:
    """
    A lake, the dumps that its nights read, and how creditlake is started on it.

    :param start: the command that takes creditlake's arguments
    :param settings: what ``--set`` is given
    :param variables: what stands in the environment besides
    """

    place: str
    landing: str
    start: Sequence[str | Path]
    settings: dict[str, str] = field(default_factory=dict)
    variables: dict[str, str] = field(default_factory=dict)

    def line(self, command: str, *arguments: str) -> list[str | Path]:
        """The command line of a command of creditlake."""
        places = ["--lake", self.place, "--landing", self.landing]
        places += ["--conf", REPOSITORY / "conf", "--schemas", REPOSITORY / "schemas"]
        chosen = [part for key, value in self.settings.items() for part in ("--set", f"{key}={value}")]
        return [*self.start, *command.split(), *places, *chosen, *arguments]

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess:
        """A command of creditlake, whatever becomes of it."""
        return subprocess.run(
            self.line(command, *arguments),
            capture_output=True,
            text=True,
            check=False,
            env=environment(**KEYS, **self.variables),
        )

    @contextmanager
    def running(self, log: Path, command: str, *arguments: str) -> Iterator[subprocess.Popen]:
        """A command of creditlake while it runs, writing what it says to a log."""
        with running(self.line(command, *arguments), log, **KEYS, **self.variables) as process:
            yield process

    def creditlake(self, command: str, *arguments: str) -> str:
        """What a command of creditlake prints that goes well."""
        done = self.run(command, *arguments)
        assert done.returncode == 0, f"{command} {arguments}: {done.stderr}"
        return done.stdout

    def hashes(self, *nights: str) -> dict[str, str]:
        """What the releases of nights hold: a hash by release."""
        printed = self.creditlake("release hash", *(f"release-{night}" for night in nights))
        return dict(line.split() for line in printed.splitlines())


def embedded(folder: Path) -> Lake:
    """A lake in a folder, made in one process by the launcher."""
    return Lake(str(folder / "lake"), str(folder / "landing"), [REPOSITORY / "creditlake"])


def submit(master: str, folder: Path, **conf: str) -> list[str | Path]:
    """The command of ``spark-submit`` for a master, in a folder of its own."""
    options = {"spark.driver.host": LOOPBACK, "spark.ui.enabled": "false", "spark.local.dir": str(folder)} | conf
    given = [part for key, value in options.items() for part in ("--conf", f"{key}={value}")]
    sizes = ["--driver-memory", "1g", "--executor-memory", "1g"]
    jar = REPOSITORY / "jobs" / "target" / "creditlake.jar"
    program = ["--class", "io.creditlake.cli.Creditlake", jar]
    return [SPARK_HOME / "bin" / "spark-submit", "--master", master, *sizes, *given, *program]
