"""A small province, its nights embedded, and the servers of a cluster."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from disturbed import Disturbed, disturbed
from lakes import NIGHTS, Lake, embedded
from servers import Standalone, serving, standalone


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="a second night too, and the tests marked as long")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("long"):
        for item in items:
            if item.get_closest_marker("long"):
                item.add_marker(pytest.mark.skip(reason="--long runs it"))


@pytest.fixture(scope="session")
def nights(request: pytest.FixtureRequest) -> list[str]:
    """The nights that every lake makes."""
    return NIGHTS if request.config.getoption("long") else NIGHTS[:1]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture(scope="session")
def province(folder: Path) -> Lake:
    """The dumps of all nights, and no lake yet."""
    lake = embedded(folder)
    lake.creditlake("generate", "--subjects", "120", "--nights", str(len(NIGHTS)))
    return lake


@pytest.fixture(scope="session")
def expected(province: Lake, nights: list[str]) -> dict[str, str]:
    """What the releases hold when they are made in one process: a hash by release."""
    for night in nights:
        province.creditlake("nightly", "--date", night)
    return province.hashes(*nights)


@pytest.fixture(scope="session")
def cluster(folder: Path) -> Iterator[Standalone]:
    """A standalone cluster of two workers."""
    with standalone(folder, workers=2) as running:
        yield running


@pytest.fixture(scope="session")
def hdfs(folder: Path, province: Lake) -> Iterator[str]:
    """The address of an HDFS that holds the dumps."""
    with serving(folder / "hdfs.log", "Hdfs.java", folder / "hdfs", province.landing) as address:
        yield address


@pytest.fixture(scope="session")
def night_on_cluster(folder: Path, nights: list[str], province: Lake, cluster: Standalone) -> Iterator[Disturbed]:
    """The first night, made on a cluster while it is disturbed."""
    with disturbed(folder, province.landing, nights[0], cluster) as night:
        yield night
