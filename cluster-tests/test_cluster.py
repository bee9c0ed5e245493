"""The nights of one province, made on a cluster: what the releases hold must be what one process makes of it."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from disturbed import AFTER, BEFORE, Disturbed
from lakes import KEYS, REPOSITORY, SMALL, Lake, submit
from servers import SPARK_HOME, Standalone, serving


def test_the_jar_holds_nothing_that_spark_brings() -> None:
    def classes(jar: Path) -> set[str]:
        with zipfile.ZipFile(jar) as archive:
            return {name for name in archive.namelist() if name.endswith(".class") and name != "module-info.class"}

    ours = classes(REPOSITORY / "jobs" / "target" / "creditlake.jar")
    twice = {jar.name: ours & classes(jar) for jar in (SPARK_HOME / "jars").glob("*.jar")}
    found = {jar.rsplit("-", 1)[0] for jar, names in twice.items() if names}
    # A plain spark-sql lacks the first, and Iceberg's runtime holds the second.
    assert found <= {"snakeyaml", "jts-core"}


@pytest.mark.long
def test_a_standalone_cluster_on_hdfs_with_a_rest_catalog(
    folder: Path, nights: list[str], expected: dict[str, str], cluster: Standalone, hdfs: str
) -> None:
    catalog = serving(folder / "rest.log", "../reading-tests/RestCatalog.java", folder, f"{hdfs}/lake/warehouse")
    with catalog as address:
        lake = Lake(
            f"{hdfs}/lake",
            f"{hdfs}/landing",
            submit(cluster.address, folder),
            {"profile": "cluster"} | SMALL,
            {"CREDITLAKE_CATALOG_URI": address},
        )
        for night in nights:
            lake.creditlake("nightly", "--date", night)
        assert lake.hashes(*nights) == expected


def test_a_night_that_loses_a_worker_on_a_cluster_with_a_catalog_in_postgresql_ends_with_the_same(
    nights: list[str], expected: dict[str, str], night_on_cluster: Disturbed
) -> None:
    assert night_on_cluster.code in (0, 1)
    if night_on_cluster.code == 1:
        assert "a worker of the cluster was lost" in night_on_cluster.said
    for night in nights[1:]:
        night_on_cluster.lake.creditlake("nightly", "--date", night)
    assert night_on_cluster.lake.hashes(*nights) == expected


def test_other_secrets_do_not_make_a_night_begin_anew(night_on_cluster: Disturbed) -> None:
    assert "Going on with standardise: the stages before it are done on the same inputs" in night_on_cluster.resumed


def test_neither_output_nor_pages_nor_event_log_show_a_secret(night_on_cluster: Disturbed) -> None:
    for told in (night_on_cluster.shown, night_on_cluster.logged):
        assert {"spark.sql.catalog.lake.jdbc.password", "spark.hadoop.store.door", "*********(redacted)"} <= set(
            re.split(r"[\s\"<>]+", told)
        )
    for secret in [*BEFORE.values(), *AFTER.values(), *KEYS.values()]:
        for told in (night_on_cluster.said, night_on_cluster.shown, night_on_cluster.logged):
            assert secret not in told
            assert json.dumps(secret)[1:-1] not in told
