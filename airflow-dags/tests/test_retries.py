"""Nights in which a stage does not end well, run by Airflow's own task runner."""

from __future__ import annotations

from pathlib import Path

import pytest
from airflow.models.asset import AssetEvent
from airflow.utils.session import create_session
from sqlalchemy import func, select


@pytest.fixture
def run(dag, launcher, tmp_path: Path):
    """Runs the night with the given launcher; the state and the number of tries of each task."""

    def night(lines: str) -> dict[str, tuple[str, int]]:
        conf = {"lake": str(tmp_path / "lake"), "home": str(launcher(lines)), "sources": []}
        instances = dag.test(run_conf=conf).get_task_instances()
        return {instance.task_id: (str(instance.state), instance.try_number) for instance in instances}

    return night


def events() -> int:
    """How many releases Airflow's assets know of."""
    with create_session() as session:
        return session.scalar(select(func.count()).select_from(AssetEvent))


def test_a_failed_stage_is_tried_again_and_the_night_goes_on(run):
    tasks = run(
        """
        [ "$1" = sql ] && { echo release,content; echo 'release-1,{}'; }
        [ "$1" != resolve ] || [ -f tried ] || { touch tried; exit 1; }
        """
    )
    assert tasks["resolve"] == ("success", 2)
    assert tasks["report"] == ("success", 1)


def test_a_stage_that_keeps_failing_is_given_up_after_three_more_tries(run):
    tasks = run("exit 1")
    assert tasks["ingest"] == ("failed", 4)
    assert tasks["standardise"][0] == "upstream_failed"


def test_a_wrong_configuration_fails_at_once(run, capfd):
    tasks = run("echo 'conf/creditlake.yaml:7: found lots, expected a number'; exit 2")
    assert tasks["ingest"] == ("failed", 1)
    assert tasks["standardise"][0] == "upstream_failed"
    assert "not tried again" in capfd.readouterr().out


def test_a_withheld_release_fails_at_once_naming_the_audit_and_no_asset_event_tells_of_it(run, capfd):
    before = events()
    tasks = run('[ "$1" != publish ] || { echo grade_moved_share: found 0.7, expected 0.5; exit 3; }')
    assert tasks["publish"] == ("failed", 1)
    said = capfd.readouterr().out.partition("an audit withheld the release")[2]
    assert "grade_moved_share: found 0.7, expected 0.5" in said
    assert tasks["report"][0] == "upstream_failed"
    assert events() == before


def test_publishing_nothing_is_a_failure(run):
    before = events()
    tasks = run('[ "$1" != sql ] || echo release,content')
    assert tasks["publish"] == ("failed", 4)
    assert events() == before
