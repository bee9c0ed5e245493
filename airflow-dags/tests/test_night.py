"""Which night a run is, and the command lines of its stages."""

from __future__ import annotations

from datetime import date, datetime, time, timezone
from pathlib import Path
from types import SimpleNamespace

import pytest
from airflow.sdk.exceptions import AirflowFailException
from conftest import REPOSITORY

from creditlake_airflow.contracts import SourceTerms
from creditlake_airflow.night import Night, deadline
from creditlake_airflow.params import night_params
from creditlake_airflow.place import ZONE, Place


def context(logical_date: str | None = None, **params: object) -> dict:
    """What a task sees of a run that started on 22 November at 18:00 UTC."""
    run = SimpleNamespace(
        logical_date=datetime.fromisoformat(logical_date) if logical_date else None,
        run_after=datetime(2026, 11, 22, 18, 0, tzinfo=timezone.utc),
        start_date=datetime(2026, 11, 22, 18, 0, tzinfo=timezone.utc),
    )
    return {"params": dict.fromkeys(night_params()) | params, "dag_run": run}


@pytest.fixture(autouse=True)
def lake(variable):
    """A Variable that names the lake, as a deployment has."""
    variable(lake="/data/lake")


def test_the_date_is_the_day_in_shanghai_that_the_run_is_for():
    night = Night.of(context(logical_date="2026-11-22T17:30:00+00:00"))
    assert night.date == date(2026, 11, 23)


def test_a_run_without_a_logical_date_is_for_the_day_it_was_asked_for():
    assert Night.of(context()).date == date(2026, 11, 23)


def test_a_given_date_wins():
    assert Night.of(context(date="2026-11-01")).date == date(2026, 11, 1)


def test_a_param_wins_over_the_variable_and_that_over_the_environment(variable, monkeypatch):
    monkeypatch.setenv("CREDITLAKE_LAKE", "/environment/lake")
    monkeypatch.setenv("CREDITLAKE_HOME", "/environment/home")
    variable()
    assert Place.of(context()).lake == "/environment/lake"
    assert Place.of(context()).home == Path("/environment/home")
    variable(lake="/variable/lake")
    assert Place.of(context()).lake == "/variable/lake"
    assert Place.of(context(lake="/param/lake")).lake == "/param/lake"


def test_without_being_told_the_launcher_is_the_one_of_this_repository():
    assert Place.of(context()).home == REPOSITORY


def test_deliveries_lie_beside_the_lake_unless_told_otherwise():
    assert Place.of(context()).landing == "/data/landing"
    assert Place.of(context(landing="/mnt/in")).landing == "/mnt/in"


def test_a_lake_may_be_a_uri():
    place = Place.of(context(lake="hdfs://namenode/credit/lake/"))
    assert place.command("ingest", landing=True)[-3:] == [
        "hdfs://namenode/credit/lake/",
        "--landing",
        "hdfs://namenode/credit/landing",
    ]


def test_a_relative_folder_is_refused_since_it_depends_on_who_reads_it():
    with pytest.raises(AirflowFailException, match="landing: found 'landing', expected an absolute path or a URI"):
        Place.of(context(landing="landing"))


def test_a_run_without_a_lake_says_where_to_name_one(variable):
    variable()
    with pytest.raises(AirflowFailException, match="Airflow Variable 'creditlake'"):
        Night.of(context())


def test_an_unknown_key_of_the_variable_is_named(variable):
    variable(lake="/data/lake", langing="/mnt/in")
    with pytest.raises(AirflowFailException, match="unknown key langing"):
        Night.of(context())


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date", "2026-11-22"),
        ("sources", "penalty"),
        ("deadline", "late"),
        ("settings", [1]),
        ("command", []),
        ("notifier", {"class": 3}),
        ("pages", "pages"),
        ("lineage", {"jar": "listener.jar"}),
    ],
)
def test_a_value_of_the_variable_is_checked_like_a_param(variable, key, value):
    variable(lake="/data/lake", **{key: value})
    with pytest.raises(AirflowFailException, match=f"key {key}"):
        Night.of(context())


def test_a_command_line_names_what_it_works_on():
    place = Place.of(context(home="/opt/creditlake"))
    assert place.command("ingest", "--date", "2026-11-22", landing=True) == [
        *("/opt/creditlake/creditlake", "ingest", "--date", "2026-11-22"),
        *("--lake", "/data/lake", "--landing", "/data/landing"),
    ]


def test_folders_and_settings_are_passed_on_when_they_are_given():
    place = Place.of(context(conf="/etc/c", schemas="/etc/s", settings={"lake.buckets": 64, "a.b": True}))
    given = ["--conf", "/etc/c", "--schemas", "/etc/s", "--set", "a.b=true", "--set", "lake.buckets=64"]
    assert place.command("grade")[-8:] == given
    assert place.query("SELECT 1")[1:] == ["sql", "SELECT 1", "--format", "csv", "--lake", "/data/lake", *given]


def test_a_deployment_may_start_creditlake_in_another_way(variable):
    variable(
        lake="/data/lake", command=["spark-submit", "--class", "io.creditlake.cli.Creditlake", "/opt/creditlake.jar"]
    )
    assert Place.of(context()).command("grade")[:5] == [
        *("spark-submit", "--class", "io.creditlake.cli.Creditlake", "/opt/creditlake.jar"),
        "grade",
    ]


@pytest.mark.parametrize("key", ["command", "notifier", "lineage", "pages"])
def test_what_names_code_to_run_is_no_param(key):
    assert key not in night_params()


def test_the_sources_are_those_with_a_contract_unless_named(tmp_path: Path):
    (tmp_path / "sources").mkdir()
    for name in ("penalty.yaml", "licence.yaml", "notes.md"):
        (tmp_path / "sources" / name).touch()
    assert Night.of(context(schemas=str(tmp_path))).awaited_sources() == ["licence", "penalty"]
    assert Night.of(context(sources=["tax", "court", "tax"])).awaited_sources() == ["court", "tax"]
    assert Night.of(context(sources=[])).awaited_sources() == []


def test_no_contract_at_all_is_a_mistake(tmp_path: Path):
    with pytest.raises(AirflowFailException, match="No source contract"):
        Night.of(context(schemas=str(tmp_path))).awaited_sources()


def test_a_deadline_is_a_time_of_the_nights_day_or_a_while_after_the_start():
    started = datetime(2026, 11, 22, 18, 0, tzinfo=timezone.utc)
    assert deadline("06:15", date(2026, 11, 22), started) == datetime(2026, 11, 22, 6, 15, tzinfo=ZONE)
    assert deadline("PT1H30M", date(2026, 11, 22), started) == datetime(2026, 11, 22, 19, 30, tzinfo=timezone.utc)
    assert deadline("PT0S", date(2026, 11, 22), started) == started


@pytest.mark.parametrize("text", ["5 o'clock", "24:00", "05:60", "PT", "P1D"])
def test_a_malformed_deadline_is_refused(text):
    with pytest.raises(AirflowFailException, match="expected a time such as 05:00"):
        deadline(text, date(2026, 11, 22), datetime(2026, 11, 22, tzinfo=timezone.utc))


def test_a_night_without_a_deadline_waits_until_five():
    night = Night.of(context(date="2026-11-22"))
    assert night.deadline == datetime(2026, 11, 22, 5, 0, tzinfo=ZONE)


def test_a_contract_names_the_deadline_of_its_source_and_a_run_may_name_another():
    terms = SourceTerms("tax", "税务局", "纳税信用", due_time=time(4, 30), waits=True)
    night = Night.of(context(date="2026-11-22"))
    assert night.deadline_of(terms) == datetime(2026, 11, 22, 4, 30, tzinfo=ZONE)
    assert night.waits_on(terms)
    strict = Night.of(context(date="2026-11-22", deadline="06:00"))
    assert strict.deadline_of(terms) == datetime(2026, 11, 22, 6, 0, tzinfo=ZONE)
    assert not strict.waits_on(terms)
