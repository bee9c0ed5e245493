"""The nights of one province, made on a cluster: what the releases hold must be what one process makes of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from lakes import REPOSITORY, SMALL, Lake, submit
from servers import SPARK_HOME, postgres, serving


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
    folder: Path, nights: list[str], expected: dict[str, str], master: str, hdfs: str
) -> None:
    catalog = serving(folder / "rest.log", "../reading-tests/RestCatalog.java", folder, f"{hdfs}/lake/warehouse")
    with catalog as address:
        lake = Lake(
            f"{hdfs}/lake",
            f"{hdfs}/landing",
            submit(master, folder),
            {"profile": "cluster"} | SMALL,
            {"CREDITLAKE_CATALOG_URI": address},
        )
        for night in nights:
            lake.creditlake("nightly", "--date", night)
        assert lake.hashes(*nights) == expected


def test_a_standalone_cluster_with_a_catalog_in_postgresql(
    folder: Path, nights: list[str], expected: dict[str, str], province: Lake, master: str
) -> None:
    user, password = "catalog_owner", "Zx-81 口令'\"\\%"
    with postgres(user, password) as address:
        lake = Lake(
            str(folder / "lake-postgresql"),
            province.landing,
            submit(master, folder),
            {"profile": "cluster-postgresql"} | SMALL,
            {
                "CREDITLAKE_CATALOG_URI": address,
                "CREDITLAKE_CATALOG_USER": user,
                "CREDITLAKE_CATALOG_PASSWORD": password,
            },
        )
        for night in nights:
            said = lake.run("nightly", "--date", night)
            assert said.returncode == 0, said.stderr
            assert password not in said.stdout + said.stderr
        assert lake.hashes(*nights) == expected
