"""Every contract of the project is one of the Open Data Contract Standard, as datacontract-cli reads it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from datacontract.data_contract import DataContract

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
CONTRACTS = sorted(SCHEMAS.rglob("*.yaml"))


def lint(file: Path) -> list[str]:
    """What datacontract-cli does not accept of a file."""
    run = DataContract(data_contract_file=str(file)).lint()
    return [f"{check.name}: {check.reason}" for check in run.checks if check.result != "passed"]


def test_there_are_contracts_of_sources_and_of_the_lake():
    assert {file.parent.name for file in CONTRACTS} >= {"sources", "lake"}


@pytest.mark.parametrize("file", CONTRACTS, ids=lambda file: str(file.relative_to(SCHEMAS)))
def test_datacontract_cli_accepts(file: Path):
    assert lint(file) == []


def test_the_command_says_the_same():
    command = Path(sys.executable).with_name("datacontract")
    done = subprocess.run([command, "lint", CONTRACTS[0]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_notation_of_rules_is_accepted(tmp_path: Path):
    file = tmp_path / "every_rule.yaml"
    file.write_text(EVERY_RULE, encoding="utf-8")
    assert lint(file) == []
    file.write_text(EVERY_RULE.replace("mustBeGreaterOrEqualTo: 10", "mustBeMoreOrLess: 10"), encoding="utf-8")
    assert lint(file) != []


EVERY_RULE = """
apiVersion: v3.1.0
kind: DataContract
id: every_rule
name: every_rule
version: 1.0.0
status: active
slaProperties:
  - {property: frequency, value: 1, unit: m}
  - {property: dueDay, value: 10}
customProperties:
  - {property: completeWhen, value: "{name}.ok"}
  - {property: newColumns, value: refuse}
schema:
  - name: penalty
    properties:
      - name: document_number
        logicalType: string
        logicalTypeOptions: {minLength: 2, maxLength: 100, pattern: "号$"}
        unique: true
        customProperties: [{property: limits, value: flag}, {property: notUnique, value: reject}]
      - name: decision_date
        logicalType: date
        logicalTypeOptions: {minimum: "1990-01-01", maximum: run_date}
      - name: fine
        logicalType: number
        logicalTypeOptions: {minimum: 0}
      - name: households
        logicalType: integer
        logicalTypeOptions: {minimum: 0, maximum: 1000}
    quality:
      - name: fine_is_round
        type: custom
        engine: creditlake
        implementation: fine % 1 = 0
        severity: refuse
        description: 罚款不是整数
        customProperties: [{property: field, value: fine}]
      - {name: enough, type: library, metric: rowCount, mustBeGreaterOrEqualTo: 10, severity: refuse}
      - name: volume
        type: custom
        engine: creditlake
        implementation: {measure: volume, deliveries: 5, mustBeBetween: [50, 150]}
        severity: flag
      - name: few_bad_rows
        type: custom
        engine: creditlake
        implementation: {measure: invalidRows, rules: [fine_is_round], unit: percent, mustBeLessThan: 5}
        severity: refuse
      - name: one_number_a_day
        type: library
        metric: duplicateValues
        arguments: {properties: [document_number, decision_date]}
        mustBe: 0
        severity: reject
"""
