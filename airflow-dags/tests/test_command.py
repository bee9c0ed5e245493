"""What becomes of a command's exit code, its output and its processes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from airflow.sdk import RetryAction
from processes import await_end, await_pids

from creditlake_airflow.command import (
    RETRIES,
    CommandOperator,
    LakeBusyError,
    ReleaseWithheldError,
    StageFailedError,
    StageRefusedError,
)
from creditlake_airflow.place import Place


def place(home: Path) -> Place:
    """A place whose launcher is in the given folder."""
    return Place(
        home=home,
        program=(f"{home}/creditlake",),
        lake=f"{home}/lake",
        landing=f"{home}/landing",
        conf=None,
        schemas=None,
        settings={},
    )


def run(home: Path) -> list[str]:
    """Run a stage with the launcher of that folder; its last lines."""
    return CommandOperator(task_id="grade").run_command(place(home), place(home).command("grade"))


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (1, StageFailedError),
        (2, StageRefusedError),
        (3, ReleaseWithheldError),
        (4, LakeBusyError),
        (99, StageFailedError),
    ],
)
def test_an_exit_code_becomes_an_error_with_the_last_lines(launcher, code, error):
    home = launcher(f"echo audit grade_moved_share failed; echo 'found 0.7, expected 0.5' >&2; exit {code}")
    with pytest.raises(error) as raised:
        run(home)
    assert f"exit code {code}" in str(raised.value)
    assert "audit grade_moved_share failed\nfound 0.7, expected 0.5" in str(raised.value)


def test_what_creditlake_said_of_a_failure_is_not_lost_in_what_the_engine_says_after_it(launcher):
    said = "creditlake: release-1 is withheld\n  FAILED  grades: 0.7\ncreditlake: Mend the cause\n"
    home = launcher(f"echo 'creditlake: building'; seq 50; printf '%s' '{said}'; seq 100; exit 3")
    with pytest.raises(ReleaseWithheldError) as raised:
        run(home)
    assert f"keep the last one.\n{said}1\n" in str(raised.value)


def test_a_stage_killed_by_a_signal_has_failed(launcher):
    with pytest.raises(StageFailedError, match="exit code -9"):
        run(launcher("kill -9 $$"))


def test_only_the_last_lines_are_kept(launcher):
    lines = run(launcher("seq 1000"))
    assert lines[-1] == "1000"
    assert len(lines) == 20


def test_output_that_is_not_utf8_does_not_stop_the_night(launcher):
    assert run(launcher(r"printf '\377\344\270\255\n'")) == ["\ufffd中"]


def test_a_missing_launcher_is_not_tried_again_and_says_what_to_set(tmp_path: Path):
    with pytest.raises(StageRefusedError, match="CREDITLAKE_HOME"):
        run(tmp_path)


def test_another_run_is_waited_for_longer_than_a_failure():
    assert RETRIES.evaluate(LakeBusyError("busy"), 1, 3).retry_delay == timedelta(minutes=15)
    assert RETRIES.evaluate(StageFailedError("failed"), 1, 3).action == RetryAction.DEFAULT


def test_killing_a_task_ends_all_its_processes_even_a_stubborn_one(launcher):
    home = launcher(
        """
        sh -c 'trap "" TERM; touch deaf; while :; do sleep 1; done' &
        while [ ! -f deaf ]; do sleep 0.05; done
        echo $$ $! > pids.new; mv pids.new pids
        wait
        """
    )
    operator = CommandOperator(task_id="grade")
    with ThreadPoolExecutor() as pool:
        task = pool.submit(operator.run_command, place(home), place(home).command("grade"))
        pids = await_pids(home / "pids")
        operator.on_kill()
        with pytest.raises(StageFailedError):
            task.result(30)
    await_end(pids)


def test_a_process_left_behind_by_a_stage_is_ended(launcher):
    home = launcher("sleep 600 > /dev/null 2>&1 & echo $! > pids")
    run(home)
    await_end(await_pids(home / "pids"))
