"""Waiting for deliveries: what counts as complete, when to stop waiting, and what a night says of the late."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from conftest import STAGES
from mailbox_server import NOTIFIER

from creditlake_airflow.deliveries import DeliveryTrigger, is_complete
from creditlake_airflow.markers import is_whole

DAY = "2026-11-22"
PUBLISHING = '[ "$1" != sql ] || { echo release,content; echo \'release-1,"{""grade.grade"":""7""}"\'; }'


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


def fired(landing: Path, seconds: float | None, *, meanwhile=lambda: None) -> dict:
    """The event of a trigger that waits so long for the tax office, while something happens."""
    deadline = None if seconds is None else datetime.now(timezone.utc) + timedelta(seconds=seconds)
    trigger = DeliveryTrigger(
        landing=str(landing),
        source="tax",
        days=[DAY],
        deadline=deadline.isoformat() if deadline else None,
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
    assert not is_complete(str(landing), "court", [DAY])
    complete(landing, "court", marker)
    assert is_complete(str(landing), "court", [DAY])
    assert is_complete(landing.as_uri(), "court", [DAY])
    assert not is_complete(str(landing), "court", ["2026-11-23"])
    assert is_complete(str(landing), "court", ["2026-11-23", DAY])


def test_a_source_without_a_folder_is_incomplete(landing):
    assert not is_complete(str(landing), "customs", [DAY])


def test_a_marker_beside_each_file_completes_a_delivery(landing):
    marker = "{name}.ok"
    complete(landing, "court", "part-1.csv.ok")
    assert is_complete(str(landing), "court", [DAY], marker)
    assert not is_complete(str(landing), "court", [DAY])
    (landing / "court" / DAY / "part-2.csv").touch()
    assert not is_complete(str(landing), "court", [DAY], marker)
    complete(landing, "court")
    assert is_complete(str(landing), "court", [DAY], marker)


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


@pytest.mark.parametrize("seconds", [600, None])
def test_the_trigger_fires_when_the_delivery_is_complete(landing, seconds):
    assert fired(landing, seconds, meanwhile=lambda: complete(landing, "tax")) == {"arrived": True}


def test_the_trigger_fires_at_the_deadline(landing):
    assert fired(landing, 1) == {"arrived": False}


def test_a_trigger_can_be_made_again_from_what_it_says_of_itself(landing):
    from airflow.sdk.module_loading import import_string

    trigger = DeliveryTrigger(
        landing=str(landing), source="tax", days=[DAY], deadline="2026-11-22T05:00:00+08:00", poke_interval=5
    )
    path, arguments = trigger.serialize()
    assert import_string(path)(**arguments).serialize() == (path, arguments)


@pytest.fixture
def night(dag, launcher, landing, variable):
    """Runs a night that waits for both sources, under the given contracts and params."""
    home = launcher(PUBLISHING)

    def run(*, contracts: dict[str, str] | None = None, **params):
        for source, contract in (contracts or {}).items():
            (home / "schemas" / "sources" / f"{source}.yaml").write_text(contract, encoding="utf-8")
        conf = {
            "date": DAY,
            "home": str(home),
            "lake": str(landing.parent / "lake"),
            "landing": str(landing),
            "sources": ["court", "tax"],
        }
        return dag.test(run_conf=conf | params)

    return run


def waited_for(run) -> dict:
    """What a night says of its deliveries, all of its stages done."""
    states = {instance.task_id: str(instance.state) for instance in run.get_task_instances()}
    assert {states[stage] for stage in STAGES} == {"success"}
    return run.get_task_instance("deliveries").xcom_pull(task_ids="deliveries")


def test_a_night_whose_deliveries_are_all_there_waits_for_nothing(night, landing):
    complete(landing, "court")
    complete(landing, "tax")
    run = night()
    assert waited_for(run) == {"arrived": ["court", "tax"], "late": []}
    assert [str(one.state) for one in run.get_task_instances() if one.task_id == "wait_for_delivery"] == ["skipped"]


def test_at_the_deadline_the_night_goes_on_and_the_late_department_is_told_once(
    night, landing, variable, mailbox, monkeypatch
):
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", mailbox.connection())
    variable(notifier=NOTIFIER)
    complete(landing, "court")
    contract = """
        customProperties: [{property: department, value: 税务局}, {property: completeWhen, value: "{name}.ok"}]
        schema: [{businessName: 纳税信用}]
        support: [{channel: mail, tool: email, url: "mailto:data@tax.example.org"}]
        """
    for _ in range(2):
        run = night(contracts={"tax": contract}, deadline="PT2S")
        assert waited_for(run) == {"arrived": ["court"], "late": ["tax"]}

    told = (landing.parent / "lake" / "feedback" / "late" / DAY / "税务局.tax.txt").read_text(encoding="utf-8")
    assert told.startswith("税务局：")
    assert "“纳税信用”（tax）应于" in told
    assert "目录中已有文件：part-1.csv" in told
    assert "_SUCCESS、_MANIFEST.json、{name}.ok" in told
    assert "今晚的处理不再等待" in told
    (mail,) = [message for message in mailbox.messages if DAY in message["subject"]]
    assert mail["to"] == "data@tax.example.org"
    assert told.strip() in mail.get_body(("html",)).get_content().replace("\r\n", "\n")


def test_a_notice_that_cannot_be_sent_stops_nothing(night, landing, variable, monkeypatch):
    monkeypatch.setenv("AIRFLOW_CONN_SMTP_DEFAULT", '{"conn_type": "smtp", "host": "127.0.0.1", "port": 1}')
    variable(notifier=NOTIFIER)
    assert waited_for(night(deadline="PT0S"))["late"] == ["court", "tax"]
    assert len(list((landing.parent / "lake" / "feedback" / "late" / DAY).iterdir())) == 2


def test_a_night_waits_past_the_deadline_for_a_source_whose_contract_says_so(night, landing):
    contract = """
        customProperties: [{property: department, value: 税务局}, {property: whenLate, value: wait}]
        slaProperties: [{property: timeOfAvailability, value: "04:00"}]
        """
    complete(landing, "court")
    file = landing.parent / "lake" / "feedback" / "late" / DAY / "税务局.tax.txt"

    def deliver_once_told():
        while not file.exists():
            time.sleep(0.05)
        complete(landing, "tax")

    with ThreadPoolExecutor() as pool:
        delivered = pool.submit(deliver_once_told)
        run = night(contracts={"tax": contract})
        delivered.result(10)
    assert waited_for(run) == {"arrived": ["court", "tax"], "late": []}
    assert "应于 2026-11-22 04:00 前报送完毕" in file.read_text(encoding="utf-8")
    assert "今晚的处理正在等待该数据" in file.read_text(encoding="utf-8")


def test_a_source_that_is_not_due_is_not_waited_for(night, landing):
    weekly = "slaProperties: [{property: frequency, value: 1, unit: w}, {property: dueDay, value: %s}]"
    run = night(contracts={"court": weekly % 1, "tax": weekly % 7}, deadline="PT0S")  # 22 November 2026 is a Sunday
    assert waited_for(run) == {"arrived": ["court"], "late": ["tax"]}
