"""Runs a command of creditlake as a task, and says what its exit code means for the run."""

from __future__ import annotations

import csv
import os
import shlex
import signal
import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from airflow.sdk import BaseOperator, Context, ExceptionRetryPolicy, RetryAction, RetryRule
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from creditlake_airflow.lineage import TABLES, Tables, lineage_environment
from creditlake_airflow.place import Place

if TYPE_CHECKING:
    from airflow.providers.openlineage.extractors import OperatorLineage

_LAST_LINES = 20
# An engine that logs has more to say at its end.
_HEARD_LINES = 200
# Airflow kills a task that has not ended five seconds after it was told to.
_GRACE_SECONDS = 3


class StageFailedError(AirflowException):
    """A command failed (exit code 1, or a signal). Commands are repeatable, so it is tried again."""


class LakeBusyError(AirflowException):
    """Another run holds the lake (exit code 4). It is tried again once that run may have ended."""


class StageRefusedError(AirflowFailException):
    """The command line or the configuration is wrong (exit code 2). Another try would find the same."""


class ReleaseWithheldError(AirflowFailException):
    """An audit withheld the release (exit code 3). A person decides, not another try."""


RETRIES = ExceptionRetryPolicy(
    [RetryRule(LakeBusyError, RetryAction.RETRY, timedelta(minutes=15), reason="Another run holds the lake")]
)
"""Waits longer for another run than after a failure."""


class CommandOperator(BaseOperator):
    """
    Runs commands of creditlake and streams what they print into the task's log.

    The launcher is the leader of a process group of its own. No process of the group outlives the task when it is
    killed or times out.
    """

    ui_color = "#e8f4ea"

    def __init__(self, **kwargs) -> None:
        kwargs.setdefault("retry_policy", RETRIES)
        super().__init__(**kwargs)
        self._process: subprocess.Popen[str] | None = None
        self._tables = Tables("", (), {})

    def run_traced(self, context: Context, place: Place, command: Sequence[str]) -> list[str]:
        """Run a command whose lineage is told as the task's; as ``run_command`` otherwise."""
        with TemporaryDirectory(prefix="creditlake-lineage-") as folder:
            told = Path(folder, "tables.json")
            environment = lineage_environment(context) | {TABLES: str(told)}
            lines = self.run_command(place, command, environment=environment)
            self._tables = Tables.told_in(told)
        return lines

    def get_openlineage_facets_on_complete(self, task_instance: Any) -> OperatorLineage:
        """What Airflow's OpenLineage provider tells of the task: the tables that its command read and wrote."""
        return self._tables.lineage()

    def query(self, place: Place, sql: str) -> list[dict[str, str]]:
        """The rows that answer a query, by column; errors as of ``run_command``."""
        return list(csv.DictReader(self.run_command(place, place.query(sql), stderr=None, kept=None)))

    def run_command(
        self,
        place: Place,
        command: Sequence[str],
        *,
        stderr: int | None = subprocess.STDOUT,
        kept: int | None = _LAST_LINES,
        environment: Mapping[str, str] | None = None,
    ) -> list[str]:
        """
        Run a command, log its output and raise what its exit code means.

        :param stderr: ``subprocess.STDOUT`` to read standard error too, ``None`` to leave it to the task's own
        :param kept: how many lines to give back, ``None`` for all
        :param environment: variables beside those of the worker
        :return: the last lines read
        :raises StageFailedError: on exit code 1, a signal or an unknown code
        :raises StageRefusedError: on exit code 2, or when there is no launcher
        :raises ReleaseWithheldError: on exit code 3
        :raises LakeBusyError: on exit code 4
        """
        self.log.info("%s", shlex.join(command))
        try:
            self._process = subprocess.Popen(
                command,
                cwd=place.home,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=stderr,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
        except OSError as e:
            raise StageRefusedError(
                f"{command[0]} cannot be started ({e.strerror}): set 'home' in the Airflow Variable 'creditlake', "
                "or CREDITLAKE_HOME, to the folder that holds the launcher 'creditlake'."
            ) from e
        lines: deque[str] = deque(maxlen=kept)
        heard: deque[str] = deque(maxlen=_HEARD_LINES)
        try:
            for line in self._process.stdout:
                lines.append(line.rstrip("\n"))
                heard.append(lines[-1])
                self.log.info("%s", lines[-1])
            self._process.wait()
        finally:
            self._end_group()
        self._raise_for(self._process.returncode, command[len(place.program)], reasons(list(heard)))
        return list(lines)

    def on_kill(self) -> None:
        """End the launcher and all it started."""
        self._end_group()

    def _end_group(self) -> None:
        if self._process is None:
            return
        # The leader may be gone and its children not, so the group is signalled whatever became of the leader.
        for signal_to_send in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self._process.pid, signal_to_send)
                self._process.wait(_GRACE_SECONDS)
            except ProcessLookupError:
                return
            except subprocess.TimeoutExpired:
                self.log.warning("%s has not ended after %s s", self.task_id, _GRACE_SECONDS)

    @staticmethod
    def _raise_for(code: int, command: str, lines: list[str]) -> None:
        said = "\n".join(lines) or "It printed nothing."
        match code:
            case 0:
                return
            case 2:
                raise StageRefusedError(
                    f"{command}: wrong usage or configuration (exit code 2), not tried again.\n{said}"
                )
            case 3:
                raise ReleaseWithheldError(
                    f"{command}: an audit withheld the release (exit code 3), readers keep the last one.\n{said}"
                )
            case 4:
                raise LakeBusyError(f"{command}: another run holds the lake (exit code 4), tried again later.\n{said}")
            case _:
                raise StageFailedError(f"{command}: failed (exit code {code}).\n{said}")


def reasons(lines: Sequence[str]) -> Sequence[str]:
    """The lines that say why a command failed: creditlake's last words, or the last lines when it said nothing."""
    own = [place for place, line in enumerate(lines) if line.startswith("creditlake: ")]
    if not own:
        return lines[-_LAST_LINES:]
    first = own.pop()
    # What belongs to a reason is set in.
    while own and all(line.startswith("  ") for line in lines[own[-1] + 1 : first]):
        first = own.pop()
    return lines[first : first + _LAST_LINES]
