"""Runs a stage of the command line as a task, and says what its exit code means for the night."""

from __future__ import annotations

import csv
import os
import shlex
import signal
import subprocess
from collections import deque
from collections.abc import Sequence
from datetime import timedelta

from airflow.sdk import Asset, BaseOperator, Context, ExceptionRetryPolicy, RetryAction, RetryRule
from airflow.sdk.exceptions import AirflowException, AirflowFailException

from creditlake_airflow.night import Night

RELEASE = Asset(name="creditlake_release", uri="creditlake://release", group="creditlake")
"""A published release. Each event's extra has ``release``, ``date`` and ``lake``."""

_LAST_LINES = 20
# Airflow kills a task that has not ended five seconds after it was told to.
_GRACE_SECONDS = 3


class StageFailedError(AirflowException):
    """A stage failed (exit code 1, or a signal). Stages are repeatable, so it is tried again."""


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


class StageOperator(BaseOperator):
    """
    Runs one stage for the night of the DAG run and streams what it prints into the task's log.

    The launcher is the leader of a process group of its own. No process of the group outlives the task when it is
    killed or times out.

    :param stage: command of the stage, such as ``ingest``
    """

    ui_color = "#e8f4ea"

    def __init__(self, *, stage: str, **kwargs) -> None:
        kwargs.setdefault("retry_policy", RETRIES)
        super().__init__(**kwargs)
        self.stage = stage
        self._process: subprocess.Popen[str] | None = None

    def execute(self, context: Context) -> None:
        """
        Run the stage to its end.

        :raises StageFailedError: on exit code 1, a signal or an unknown code
        :raises StageRefusedError: on exit code 2, or when there is no launcher
        :raises ReleaseWithheldError: on exit code 3
        :raises LakeBusyError: on exit code 4
        """
        night = Night.of(context)
        self.run_command(night, night.command(self.stage), stderr=subprocess.STDOUT)

    def run_command(self, night: Night, command: Sequence[str], *, stderr: int | None) -> list[str]:
        """
        Run a command of the launcher, log its output and raise what its exit code means.

        :param stderr: ``subprocess.STDOUT`` to read standard error too, ``None`` to leave it to the task's own
        :return: the last lines read
        """
        self.log.info("%s", shlex.join(command))
        try:
            self._process = subprocess.Popen(
                command,
                cwd=night.home,
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
        lines: deque[str] = deque(maxlen=_LAST_LINES)
        try:
            for line in self._process.stdout:
                lines.append(line.rstrip())
                self.log.info("%s", lines[-1])
            self._process.wait()
        finally:
            self._end_group()
        self._raise_for(self._process.returncode, command[1], list(lines))
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
                self.log.warning("%s has not ended after %s s", self.stage, _GRACE_SECONDS)

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


class PublishOperator(StageOperator):
    """
    Publishes the night and tells Airflow's assets which release came of it.

    The name of the release is what ``ops.release`` says, never guessed from the date.
    """

    def __init__(self, **kwargs) -> None:
        super().__init__(stage="publish", outlets=[RELEASE], **kwargs)

    def execute(self, context: Context) -> str:
        """
        Run the stage, then read which release it published.

        :return: the name of the release
        :raises StageFailedError: also when no release of the night is published after all
        """
        super().execute(context)
        night = Night.of(context)
        # ruff reads it as a query that takes user input; a date has been parsed.
        answer = self.run_command(
            night,
            night.query(
                f"SELECT release FROM ops.release WHERE run_date = DATE '{night.date}' "  # noqa: S608
                "AND status = 'published' ORDER BY published_at DESC LIMIT 1"
            ),
            stderr=None,
        )
        rows = list(csv.DictReader(answer))
        if not rows:
            raise StageFailedError(f"publish ended well but no release of {night.date} is published.")
        release = rows[0]["release"]
        context["outlet_events"][RELEASE].extra = {
            "release": release,
            "date": night.date.isoformat(),
            "lake": night.lake,
        }
        return release
