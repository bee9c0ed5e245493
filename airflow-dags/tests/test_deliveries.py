"""Waiting for deliveries: what counts as complete, when to stop waiting, and what a night says of the late."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from airflow.sdk.exceptions import AirflowFailException

from creditlake_airflow.deliveries import DeliveriesTrigger, incomplete, is_complete
from creditlake_airflow.markers import contract_markers, is_whole

DAY = "2026-11-22"


@pytest.fixture
def landing(tmp_path: Path) -> Path:
    """A landing folder where the court and the tax office have begun to deliver."""
    for source in ("court", "tax"):
        folder = tmp_path / "landing" / source / DAY
        folder.mkdir(parents=True)
        (folder / "part-1.csv").touch()
    return tmp_path / "landing"


def complete(landing: Path, source: str, marker: str = "_SUCCESS") -> None:
    """Finish a delivery."""
    (landing / source / DAY / marker).touch()


def fired(landing: Path, seconds: float, *, meanwhile=lambda: None) -> dict:
    """The event of a trigger that waits so long for both sources, while something happens."""
    trigger = DeliveriesTrigger(
        landing=str(landing),
        sources=["court", "tax"],
        day=DAY,
        deadline=(datetime.now(timezone.utc) + timedelta(seconds=seconds)).isoformat(),
        poke_interval=0.05,
    )

    async def first_event():
        event = asyncio.ensure_future(anext(trigger.run()))
        await asyncio.sleep(0.2)
        assert not event.done()
        meanwhile()
        return await asyncio.wait_for(event, 30)

    return asyncio.run(first_event()).payload


@pytest.mark.parametrize("marker", ["_SUCCESS", "_MANIFEST.json"])
def test_a_delivery_is_complete_once_its_marker_is_there(landing, marker):
    assert not is_complete(str(landing), "court", DAY)
    complete(landing, "court", marker)
    assert is_complete(str(landing), "court", DAY)
    assert is_complete(landing.as_uri(), "court", DAY)
    assert not is_complete(str(landing), "court", "2026-11-23")


def test_a_source_without_a_folder_is_incomplete(landing):
    complete(landing, "tax")
    assert incomplete(str(landing), ["customs", "court", "tax"], DAY, {}) == ["customs", "court"]


def test_a_marker_beside_each_file_completes_a_delivery(landing):
    marker = "{name}.ok"
    complete(landing, "court", "part-1.csv.ok")
    assert is_complete(str(landing), "court", DAY, marker)
    assert not is_complete(str(landing), "court", DAY)
    (landing / "court" / DAY / "part-2.csv").touch()
    assert not is_complete(str(landing), "court", DAY, marker)
    complete(landing, "court")
    assert is_complete(str(landing), "court", DAY, marker)


@pytest.mark.parametrize(
    ("names", "marker", "whole"),
    [
        ({"a.csv", "a.ok"}, "{stem}.ok", True),
        ({"a.csv", "b.csv", "a.ok"}, "{stem}.ok", False),
        ({"a.csv", "ok_a.csv"}, "ok_{name}", True),
        ({"a.ok"}, "{stem}.ok", False),
        ({"a.csv", ".part"}, "{name}.ok", False),
        ({"a.csv", "finished.flag"}, "finished.flag", True),
        ({"a.csv"}, "finished.flag", False),
    ],
)
def test_a_contract_may_say_what_completes_a_delivery(names, marker, whole):
    assert is_whole(names, marker) is whole


def test_the_marker_is_read_from_the_contract(tmp_path):
    (tmp_path / "court.yaml").write_text('customProperties:\n  - {property: completeWhen, value: "{name}.ok"}\n')
    (tmp_path / "tax.yaml").write_text("customProperties: []\n")
    assert contract_markers(tmp_path, ["court", "customs", "tax"]) == {"court": "{name}.ok"}
    (tmp_path / "tax.yaml").write_text("a: [")
    with pytest.raises(AirflowFailException, match=r"tax\.yaml"):
        contract_markers(tmp_path, ["tax"])


def test_the_trigger_fires_when_the_last_delivery_is_complete(landing):
    complete(landing, "court")
    assert fired(landing, 600, meanwhile=lambda: complete(landing, "tax")) == {"late": []}


def test_the_trigger_fires_at_the_deadline_with_the_late_sources(landing):
    complete(landing, "court")
    assert fired(landing, 1) == {"late": ["tax"]}


def test_a_trigger_can_be_made_again_from_what_it_says_of_itself(landing):
    from airflow.sdk.module_loading import import_string

    trigger = DeliveriesTrigger(
        landing=str(landing), sources=["tax"], day="2026-11-22", deadline="2026-11-22T05:00:00+08:00", poke_interval=5
    )
    path, arguments = trigger.serialize()
    assert import_string(path)(**arguments).serialize() == (path, arguments)


@pytest.mark.parametrize("wait", ["PT0S", "PT2S"])
def test_at_the_deadline_the_night_goes_on_and_names_the_late_source(dag, launcher, landing, wait):
    complete(landing, "court")
    home = launcher('[ "$1" != sql ] || { echo release; echo release-1; }')
    conf = {
        "date": DAY,
        "home": str(home),
        "lake": str(landing.parent / "lake"),
        "landing": str(landing),
        "sources": ["court", "tax"],
        "deadline": wait,
    }
    run = dag.test(run_conf=conf)
    assert {instance.state for instance in run.get_task_instances()} == {"success"}
    waited = run.get_task_instance("wait_for_deliveries")
    assert waited.xcom_pull(task_ids="wait_for_deliveries") == {"arrived": ["court"], "late": ["tax"]}
