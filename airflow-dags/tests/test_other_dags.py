"""What the DAGs beside the night run, by Airflow's own task runner."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from airflow.sdk.exceptions import AirflowFailException, AirflowSkipException
from conftest import load

from creditlake_airflow.backfill import NextNightOperator, first_open
from creditlake_airflow.evaluation import (
    CheckPeriodOperator,
    PolicyTerms,
    Releases,
    ValidateOperator,
    in_force,
    year_before,
)
from creditlake_airflow.stage import RELEASE

# Writes its command line, and a page where one is asked for.
WRITING = """
echo "$*" > called
while [ $# -gt 0 ]; do [ "$1" != --output ] || echo '<html>' > "$2"; shift; done
"""


@pytest.fixture
def run(launcher, tmp_path: Path):
    """Runs a DAG with the given launcher; the run and the launcher's folder."""

    def start(dag_id: str, lines: str, **params):
        home = launcher(lines)
        (tmp_path / "lake").mkdir()
        conf = {"lake": str(tmp_path / "lake"), "home": str(home)} | params
        return load(dag_id).test(run_conf=conf), home

    return start


def states(run) -> dict[str, str]:
    """The state of each task."""
    return {instance.task_id: str(instance.state) for instance in run.get_task_instances()}


@pytest.mark.parametrize(("dry_run", "option"), [(False, ""), (True, "--dry-run ")])
def test_maintenance_is_for_a_day_and_may_change_nothing(run, tmp_path, dry_run, option):
    _, home = run("creditlake_maintenance", WRITING, date="2026-11-22", dry_run=dry_run, settings={"lake.buckets": 8})
    expected = f"maintain --date 2026-11-22 {option}--lake {tmp_path}/lake --set lake.buckets=8\n"
    assert (home / "called").read_text() == expected


def test_a_simulation_leaves_its_page_beside_the_lake_and_a_link_to_it(run, variable, tmp_path):
    variable(pages="https://credit.example.org/pages/")
    done, home = run(
        "creditlake_simulation",
        WRITING,
        policy="market-risk",
        version="/drafts/2027-01-01.yaml",
        release="release-2026-11-22",
    )
    called = (home / "called").read_text()
    assert called.startswith(
        "policy simulate --policy market-risk --version /drafts/2027-01-01.yaml --release release-2"
    )
    assert "--top 20 --lang zh --format html --output /" in called
    task = done.get_task_instance("simulate")
    result = task.xcom_pull(task_ids="simulate")
    page = Path(result["page"])
    assert page.parent == tmp_path / "lake" / "simulations"
    assert page.read_text() == "<html>\n"
    assert result["link"] == f"https://credit.example.org/pages/simulations/{page.name}"
    assert task.xcom_pull(task_ids="simulate", key="page_link") == result["link"]


@pytest.fixture
def next_night(launcher, tmp_path: Path):
    """What a backfill finds to do in a lake with these published nights; ``None`` for a lake that is not there yet."""

    def find(start: str, end: str, published: list[str] | None) -> str:
        home = launcher("touch called; echo run_date; cat nights")
        if published is not None:
            (tmp_path / "lake").mkdir()
            (home / "nights").write_text("\n".join(published))
        params = {"start": start, "end": end, "lake": str(tmp_path / "lake"), "home": str(home)}
        try:
            return NextNightOperator(task_id="next_night").execute({"params": params})
        finally:
            assert (home / "called").exists() is (published is not None and start <= end)

    return find


def test_a_range_that_ends_before_it_begins_is_refused(next_night):
    with pytest.raises(AirflowFailException, match="end: found 2026-11-22, expected 2026-11-23"):
        next_night("2026-11-23", "2026-11-22", [])


def test_a_night_before_a_published_one_is_refused_before_it_runs(next_night):
    with pytest.raises(AirflowFailException, match="of 2026-11-22 has no release and that of 2026-11-23 has one"):
        next_night("2026-11-22", "2026-11-24", ["2026-11-23"])


def test_a_range_that_is_released_is_done(next_night):
    with pytest.raises(AirflowSkipException, match="All nights from 2026-11-22 to 2026-11-23 are released"):
        next_night("2026-11-22", "2026-11-23", ["2026-11-21", "2026-11-22", "2026-11-23"])


def test_a_lake_that_is_not_there_yet_has_no_release(next_night):
    assert next_night("2026-11-22", "2026-11-23", None) == "2026-11-22"


def test_the_next_night_is_the_first_without_a_release():
    first, last = date(2026, 11, 22), date(2026, 11, 24)
    assert first_open(first, last, set()) == first
    assert first_open(first, last, {first}) == date(2026, 11, 23)
    assert first_open(first, last, {first, date(2026, 11, 23), last}) is None


@pytest.mark.parametrize(
    ("cadence", "night", "before", "begins"),
    [
        ("nightly", "2026-12-01", "2026-11-30", False),
        ("monthly", "2026-12-01", "2026-11-30", True),
        ("monthly", "2026-12-03", "2026-11-30", True),
        ("monthly", "2026-12-02", "2026-12-01", False),
        ("quarterly", "2026-12-01", "2026-11-30", False),
        ("quarterly", "2027-01-02", "2026-12-31", True),
        ("quarterly", "2026-12-09", None, True),
    ],
)
def test_a_period_begins_with_its_first_release(cadence, night, before, begins):
    releases = Releases(date.fromisoformat(night), date.fromisoformat(night))
    assert releases.begin_period_of(PolicyTerms("p", cadence), before and date.fromisoformat(before)) is begins


def test_releases_in_quick_succession_are_looked_at_together():
    releases = Releases(date(2026, 11, 30), date(2026, 12, 2), "release-2026-12-02")
    assert releases.begin_period_of(PolicyTerms("p", "monthly"), date(2026, 11, 29))


def test_the_version_in_force_says_how_often_a_policy_evaluates(tmp_path):
    folder = tmp_path / "policies" / "risk"
    folder.mkdir(parents=True)
    (folder / "2021-01-01.yaml").write_text("cadence: quarterly\n")
    (folder / "2022-03-01.yaml").write_text("cadence: monthly\n")
    assert in_force(tmp_path, date(2020, 12, 31)) == []
    assert in_force(tmp_path, date(2022, 2, 28)) == [PolicyTerms("risk", "quarterly")]
    assert in_force(tmp_path, date(2022, 3, 1)) == [PolicyTerms("risk", "monthly")]


def test_a_year_before_a_leap_day_is_the_day_before():
    assert year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert year_before(date(2027, 3, 1)) == date(2026, 3, 1)


def policies(home: Path) -> None:
    """A policy that evaluates monthly, beside the launcher."""
    folder = home / "conf" / "policies" / "risk"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "2021-01-01.yaml").write_text("cadence: monthly\n")


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ("risk,0,2026-11-30", {"check_period": "success", "validate": "success"}),
        ("risk,2,2026-11-30", {"check_period": "failed", "validate": "upstream_failed"}),
        ("risk,0,2026-12-01", {"check_period": "skipped", "validate": "skipped"}),
    ],
)
def test_a_period_is_checked_and_its_policies_validated(launcher, row, state):
    lines = f'[ "$1" != sql ] || {{ echo policy,unreviewed,before; echo {row}; }}\n[ "$1" = sql ] || echo "{{}}"'
    home = launcher(lines)
    policies(home)
    done = load("creditlake_evaluation").test(
        run_conf={"lake": str(home / "lake"), "home": str(home), "date": "2026-12-02"}
    )
    assert states(done) == state


# Notes the words it was started with, a line a command, and answers as creditlake does.
ANSWERING = """
echo "$*" >> called
case "$*" in
  *"policy validate"*) echo '{"ks": 0.5}';;
  *) echo policy,unreviewed,before; echo risk,0,2026-11-30;;
esac
"""


def released(night: str, lake: str) -> dict:
    """What a task sees of a run that a release has triggered: nobody has given a param."""
    event = SimpleNamespace(extra={"release": f"release-{night}", "date": night, "lake": lake, "content": {}})
    params = dict.fromkeys(load("creditlake_evaluation").params.validate())
    return {"params": params, "triggering_asset_events": {RELEASE: [event]}}


@pytest.mark.parametrize(
    ("command", "program"),
    [
        (None, ""),
        (["./spark-submit", "--master", "yarn", "/opt/creditlake.jar"], "--master yarn /opt/creditlake.jar "),
    ],
    ids=["by the launcher", "by the command of the deployment"],
)
def test_what_a_release_starts_runs_as_the_deployment_says_on_the_lake_of_the_release(
    launcher, variable, command, program
):
    home = launcher(ANSWERING)
    policies(home)
    if command:
        (home / "creditlake").rename(home / "spark-submit")
    variable(home=str(home), lake="/srv/another/lake", command=command, settings={"lake.buckets": 8})
    context = released("2026-12-02", "/srv/credit/lake")
    begun = CheckPeriodOperator(task_id="check_period").execute(context)
    assert begun == ["risk"]
    assert ValidateOperator(task_id="validate", policy=begun[0]).execute(context) == {"ks": 0.5}
    query, validation = (home / "called").read_text().splitlines()
    place = "--lake /srv/credit/lake --set lake.buckets=8"
    assert query.startswith(f"{program}sql SELECT policy, ")
    assert query.endswith(f" --format csv {place}")
    assert validation == f"{program}policy validate --policy risk --format json --release release-2026-12-02 {place}"
