"""The nights of one province in a lake whose tables are encrypted: what they hold, and what their files show."""

from __future__ import annotations

import base64
import csv
import json
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from lakes import SMALL, Lake, submit
from servers import SPARK_HOME, Standalone, serving

pytestmark = pytest.mark.long
PLACE = "encryption.keys.lake-1"
# What files of Parquet whose footer is encrypted begin with, and what Iceberg encrypts as a stream: manifests, their
# lists and deletion vectors.
PARQUET, STREAM = b"PARE", b"AGS1"
# Bytes. What is shorter may turn up by chance in what is encrypted.
SHORTEST_TEXT = 6


def key(file: Path) -> str:
    """Makes a key in a file and says where it stands."""
    file.write_bytes(base64.b64encode(os.urandom(32)))
    return f"${{file:{file}}}"


@pytest.fixture(scope="module")
def encrypted(
    folder: Path, nights: list[str], province: Lake, expected: dict[str, str], cluster: Standalone
) -> Iterator[Lake]:
    """A lake with a catalog in a metastore of Hive and with encrypted tables, made after the one in clear."""
    assert len(expected) == len(nights)
    database = folder / "hive"
    database.mkdir()
    with serving(folder / "hive.log", "HiveMetastore.java", database, jars=SPARK_HOME / "jars") as address:
        settings = {
            "profile": "cluster-hive",
            "catalog.properties.table-default.engine.hive.lock-enabled": "false",
            "encryption.key": "lake-1",
            PLACE: key(folder / "lake-1.key"),
        }
        lake = Lake(
            str(folder / "lake-hive"),
            province.landing,
            submit(cluster.address, folder),
            settings | SMALL,
            {"CREDITLAKE_CATALOG_URI": address},
        )
        for night in nights:
            lake.creditlake("nightly", "--date", night)
        yield lake


def files(lake: Lake) -> dict[Path, bytes]:
    """All files of the tables of a lake."""
    warehouse = Path(lake.place) / "warehouse"
    return {file: file.read_bytes() for file in warehouse.rglob("*") if file.is_file() and file.suffix != ".crc"}


def known_texts(lake: Lake) -> set[bytes]:
    """Names, codes and numbers of the subjects and persons of the dumps."""
    columns = ["name", "uscc", "org_code", "reg_no", "person_number", "former_name"]
    truth = Path(lake.landing) / "_truth" / "subjects.csv"
    with truth.open(encoding="utf-8", newline="") as lines:
        texts = {row[column].encode() for row in csv.DictReader(lines) for column in columns}
    return {text for text in texts if len(text) >= SHORTEST_TEXT}


def found(texts: set[bytes], lake: Lake) -> set[str]:
    """The files of a lake that hold one of some texts."""
    return {file.name for file, content in files(lake).items() if any(text in content for text in texts)}


def totals(printed: str) -> dict[str, int]:
    """What was done to all tables together, by the columns that ``maintain`` prints as CSV."""
    rows = list(csv.DictReader(printed.splitlines()))
    return {column: sum(int(row[column]) for row in rows) for column in rows[0] if column != "table"}


def test_encrypted_tables_hold_what_tables_in_clear_do(
    nights: list[str], expected: dict[str, str], encrypted: Lake
) -> None:
    assert encrypted.hashes(*nights) == expected


def test_no_file_of_encrypted_tables_shows_a_name_or_a_code(province: Lake, encrypted: Lake) -> None:
    texts = known_texts(province)
    assert found(texts, province), "tables in clear show them"
    assert found(texts, encrypted) == set()


def test_all_files_but_the_metadata_of_tables_are_encrypted(encrypted: Lake) -> None:
    begins: dict[str, set[bytes]] = {}
    for file, content in files(encrypted).items():
        begins.setdefault(file.suffix, set()).add(content[:4])
    assert begins.pop(".json")
    assert begins == {".parquet": {PARQUET}, ".avro": {STREAM}, ".puffin": {STREAM}}


def test_who_has_no_key_is_told_which_one_the_tables_have(encrypted: Lake) -> None:
    settings = {name: text for name, text in encrypted.settings.items() if not name.startswith("encryption")}
    refused = replace(encrypted, settings=settings).run("release list")
    assert refused.returncode == 2
    assert "a table that is encrypted with the key 'lake-1', and no keys" in refused.stderr


def test_another_key_is_refused_by_the_place_where_it_stands(folder: Path, encrypted: Lake) -> None:
    other = key(folder / "other.key")
    refused = replace(encrypted, settings=encrypted.settings | {PLACE: other}).run("release list")
    assert refused.returncode == 2
    assert f"{PLACE}: found another key in {other}" in refused.stderr
    assert (folder / "other.key").read_text() not in refused.stdout + refused.stderr


def test_a_credit_report_reads_encrypted_tables_of_which_nights_have_deleted_rows(
    nights: list[str], province: Lake, expected: dict[str, str], encrypted: Lake
) -> None:
    assert f"release-{nights[-1]}" in expected
    truth = Path(province.landing) / "_truth" / "subjects.csv"
    with truth.open(encoding="utf-8", newline="") as lines:
        code = next(
            row["uscc"]
            for row in csv.DictReader(lines)
            if row["kind"] == "enterprise" and row["uscc"] and row["first_date"] == nights[0]
        )
    asked = [code, "--format", "json", "--release", f"release-{nights[-1]}"]
    in_clear, decrypted = (
        json.loads(lake.creditlake("report subject", *asked))["report"] for lake in (province, encrypted)
    )
    assert decrypted == in_clear


def lists_of_manifests(lake: Lake) -> tuple[set[str], set[str]]:
    """Those that the newest metadata of each table names, which is in clear, and those that lie there."""
    named, present = set(), set()
    for folder in (Path(lake.place) / "warehouse").rglob("metadata"):
        newest = max(folder.glob("*.metadata.json"), key=lambda file: int(file.name.split("-")[0]))
        for snapshot in json.loads(newest.read_text("utf-8"))["snapshots"]:
            named.add(Path(snapshot["manifest-list"]).name)
        present |= {file.name for file in folder.glob("snap-*.avro")}
    return named, present


def test_upkeep_lets_the_first_night_go_with_its_files_and_the_next_night_builds_on_what_stays(
    nights: list[str], expected: dict[str, str], encrypted: Lake
) -> None:
    third, fourth = (str(date.fromisoformat(nights[-1]) + timedelta(days=days)) for days in (1, 2))
    encrypted.creditlake("nightly", "--date", third)
    before, kept = files(encrypted), encrypted.hashes(nights[1], third)
    assert kept[f"release-{nights[1]}"] == expected[f"release-{nights[1]}"]
    stray = next(file for file in before if file.suffix == ".parquet").with_name("left-by-a-dead-night.parquet")
    stray.write_bytes(PARQUET)

    upkeep = ["--date", third, "--keep-releases", "1", "--format", "csv", "--set", "maintenance.min_files=2"]
    done = totals(encrypted.creditlake("maintain", *upkeep))

    after = files(encrypted)
    # Of metadata.json the catalog removes the oldest by itself.
    gone = [file for file in before.keys() - after.keys() if file.suffix != ".json"]
    assert {file.suffix for file in gone} >= {".parquet", ".avro"}
    assert not stray.exists()
    assert done["orphans_removed"] >= len([*gone, stray])
    assert done["rewritten"] > 0
    named, present = lists_of_manifests(encrypted)
    assert present == named
    assert {content[:4] for file, content in after.items() if file.suffix != ".json"} == {PARQUET, STREAM}
    assert encrypted.run("release hash", f"release-{nights[0]}").returncode == 2
    assert encrypted.hashes(nights[1], third) == kept
    encrypted.creditlake("nightly", "--date", fourth)
    assert encrypted.hashes(nights[1], third) == kept
