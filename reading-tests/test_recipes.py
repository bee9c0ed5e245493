"""Every recipe of docs/reading-the-lake.md gives the rows that creditlake says a release has."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.manifest import FileFormat

from conftest import CURRENT, MOVED, OLDER, TABLES, Lake, spark_rows
from recipes import PAGE, Recipes, all_recipes
from rows import comparable


def test_every_recipe_of_the_page_is_run_by_a_test():
    tests = "".join(file.read_text(encoding="utf-8") for file in Path(__file__).parent.glob("*.py"))
    assert [name for name in all_recipes() if f'"{name}"' not in tests] == []


def test_the_page_names_the_versions_that_are_tested():
    page = PAGE.read_text(encoding="utf-8")
    for name, requirements in [
        ("pyspark", "requirements.txt"),
        ("pyiceberg", "requirements.txt"),
        ("duckdb", "requirements.txt"),
        ("apache-superset", "requirements-superset.txt"),
    ]:
        pins = Path(__file__).with_name(requirements).read_text(encoding="utf-8")
        version = re.search(rf"^{name.replace('-', '[-_]')}==(\S+)", pins, re.MULTILINE)[1]
        assert version in page, name


def test_the_tables_read_have_deletion_vectors(lake: Lake):
    with closing(SqlCatalog("lake", uri=f"sqlite:///{lake.folder}/catalog.db", init_catalog_tables="false")) as catalog:
        for name in ("grade.grade", "grade.contribution", "subject.subject", "supervision.measure"):
            table = catalog.load_table(name)
            assert table.metadata.format_version == 3
            deletes = [
                file.file_format
                for task in table.scan(snapshot_id=table.refs()[CURRENT].snapshot_id).plan_files()
                for file in task.delete_files
            ]
            assert deletes, name
            assert set(deletes) == {FileFormat.PUFFIN}, name


def test_the_lake_is_read_while_a_publication_has_moved_one_table(lake: Lake, expected: dict):
    with closing(SqlCatalog("lake", uri=f"sqlite:///{lake.folder}/catalog.db", init_catalog_tables="false")) as catalog:
        for name in TABLES:
            main = comparable(catalog.load_table(name).scan().to_arrow().to_pylist())
            assert (main != expected[CURRENT][name]) == (name == MOVED), name


def test_the_raw_lake_shows_internal_grades(recipes: Recipes, expected: dict):
    rows = recipes.run("pyiceberg-embedded")["read"]("grade.grade", CURRENT).to_pylist()
    assert {row["visibility"] for row in rows} == {"public", "internal"}


@pytest.mark.parametrize("name", ["pyiceberg-embedded", "pyiceberg-rest"])
def test_pyiceberg_reads_releases(name: str, recipes: Recipes, expected: dict):
    read = recipes.run(name)["read"]
    for release, tables in expected.items():
        for table, rows in tables.items():
            assert comparable(read(table, release).to_pylist()) == rows, f"{table} of {release}"


def test_spark_reads_releases_and_knows_the_functions(spark_embedded: dict, expected: dict):
    _moved, known = spark_embedded["sql"]
    assert known == ['{"known": true}']
    assert {release: spark_embedded[release] for release in expected} == expected


def test_spark_reads_releases_from_a_rest_catalog(recipes: Recipes, expected: dict, tmp_path: Path):
    current = (
        "SELECT release FROM lake.ops.release WHERE status = 'published' "
        "ORDER BY run_date DESC, published_at DESC LIMIT 1"
    )
    assert current in PAGE.read_text(encoding="utf-8").replace("FROM ops.release", "FROM lake.ops.release")
    answer = spark_rows(recipes.file("spark-rest"), tmp_path / "rows", current)
    assert answer.pop("sql") == [[f'{{"release": "{CURRENT}"}}']]
    assert answer == expected


@pytest.mark.usefixtures("duckdb_extensions")
def test_duckdb_reads_releases_through_views(recipes: Recipes, expected: dict, capfd: pytest.CaptureFixture):
    make_views = recipes.run("duckdb-embedded")["make_views"]
    file = re.search(r'make_views\("(.+?)"', recipes.text("duckdb-embedded"))[1]
    recipes.run("duckdb-ask")
    assert "shandong-comprehensive" in capfd.readouterr().out
    for release, tables in expected.items():
        make_views(file, release)
        with duckdb.connect(file, read_only=True) as views:
            for table, rows in tables.items():
                assert comparable(as_dicts(views.sql(f"FROM {table}"))) == rows, f"{table} of {release}"


@pytest.mark.usefixtures("duckdb_extensions")
def test_duckdb_reads_releases_from_a_rest_catalog(recipes: Recipes, expected: dict):
    defined = recipes.run("duckdb-rest")
    with defined["connection"]:
        for release, tables in expected.items():
            for table, rows in tables.items():
                assert comparable(as_dicts(defined["read"](table, release))) == rows, f"{table} of {release}"


@pytest.mark.usefixtures("duckdb_extensions", "expected")
def test_duckdb_still_knows_no_tags(recipes: Recipes):
    """When this fails, DuckDB has learned tags: the page can then do without snapshots and ops.release."""
    with recipes.run("duckdb-rest")["connection"] as connection:
        for version in (f"VERSION => '{OLDER}'", f"TAG => '{OLDER}'"):
            with pytest.raises(duckdb.Error):
                connection.sql(f"FROM lake.grade.grade AT ({version})").fetchall()


def test_the_embedded_catalog_is_what_the_page_says(lake: Lake):
    with closing(sqlite3.connect(f"{lake.folder}/catalog.db")) as catalog:
        assert catalog.execute("SELECT DISTINCT catalog_name FROM iceberg_tables").fetchall() == [("lake",)]


def as_dicts(relation: duckdb.DuckDBPyRelation) -> list[dict]:
    return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
