"""What a contract says of when its source delivers."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from airflow.sdk.exceptions import AirflowFailException
from conftest import REPOSITORY

from creditlake_airflow.contracts import Schedule, SourceTerms, WorkingDays

CONTRACT = """
customProperties:
  - {property: department, value: 税务局}
  - {property: completeWhen, value: "{name}.ok"}
  - {property: whenLate, value: wait}
slaProperties:
  - {property: frequency, value: 1, unit: m}
  - {property: dueDay, value: 10}
  - {property: timeOfAvailability, value: "04:30"}
support:
  - {channel: mail, url: "mailto:data@tax.example.org"}
schema:
  - {name: tax_credit, businessName: 纳税信用}
"""


def read(folder: Path, contract: str) -> SourceTerms:
    """The terms of a source with this contract."""
    (folder / "tax.yaml").write_text(contract, encoding="utf-8")
    return SourceTerms.read(folder, "tax")


def test_all_terms_are_read_from_the_contract(tmp_path):
    assert read(tmp_path, CONTRACT) == SourceTerms(
        source="tax",
        department="税务局",
        title="纳税信用",
        marker="{name}.ok",
        schedule=Schedule("month", 10),
        due_time=time(4, 30),
        waits=True,
        contact="data@tax.example.org",
    )


def test_a_source_without_a_contract_or_without_terms_names_nothing(tmp_path):
    assert SourceTerms.read(tmp_path, "tax") == SourceTerms("tax", "tax", "tax")
    assert read(tmp_path, "customProperties: []\n") == SourceTerms("tax", "tax", "tax")


@pytest.mark.parametrize("contract", ["a: [", "slaProperties: [{property: timeOfAvailability, value: late}]"])
def test_a_contract_that_cannot_be_read_is_named(tmp_path, contract):
    with pytest.raises(AirflowFailException, match=r"tax\.yaml.*contract lint"):
        read(tmp_path, contract)


def test_a_time_without_quotes_is_understood_though_yaml_makes_a_number_of_it(tmp_path):
    assert read(tmp_path, "slaProperties: [{property: timeOfAvailability, value: 13:30}]").due_time == time(13, 30)


def test_every_contract_of_the_repository_can_be_read():
    contracts = REPOSITORY / "schemas" / "sources"
    for file in contracts.glob("*.yaml"):
        assert SourceTerms.read(contracts, file.stem).department != file.stem


@pytest.mark.parametrize(
    ("schedule", "night", "first"),
    [
        (Schedule("day"), "2026-11-22", "2026-11-22"),
        (Schedule("workday"), "2026-11-23", "2026-11-21"),
        (Schedule("week", 7), "2026-11-22", "2026-11-16"),
        (Schedule("month", 31), "2026-11-30", "2026-11-01"),
        (Schedule("workday"), "2026-10-08", "2026-10-01"),
    ],
)
def test_a_delivery_meets_its_due_day_from_the_day_after_the_one_before_it(schedule, night, first):
    days = terms(schedule).folder_dates(date.fromisoformat(night), WorkingDays.read(REPOSITORY / "conf"))
    assert (days[0], days[-1]) == (date.fromisoformat(first), date.fromisoformat(night))


@pytest.mark.parametrize(
    ("schedule", "night"),
    [
        (Schedule("workday"), "2026-11-22"),
        (Schedule("week", 1), "2026-11-22"),
        (Schedule("month", 31), "2026-11-29"),
        (Schedule("workday"), "2026-10-01"),
    ],
)
def test_nothing_is_waited_for_on_a_day_that_is_not_due(schedule, night):
    assert terms(schedule).folder_dates(date.fromisoformat(night), WorkingDays.read(REPOSITORY / "conf")) == []


def terms(schedule: Schedule) -> SourceTerms:
    """The terms of a source with such a schedule."""
    return SourceTerms("tax", "税务局", "纳税信用", schedule=schedule)
