"""What tells that a source's delivery is complete: the markers that ingest knows, and the one its contract names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import yaml
from airflow.sdk.exceptions import AirflowFailException

ALWAYS = ("_SUCCESS", "_MANIFEST.json")
"""Markers of every source."""


def contract_markers(contracts: Path, sources: Iterable[str]) -> dict[str, str]:
    """
    The pattern ``completeWhen`` of each source whose contract has one; none for a source without a contract.

    :param contracts: the folder ``schemas/sources``
    :raises AirflowFailException: when a contract is no YAML; ``contract lint`` says more
    """
    found = {}
    for source in sources:
        file = contracts / f"{source}.yaml"
        try:
            contract = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None
        except yaml.YAMLError as e:
            raise AirflowFailException(f"{file}: found no YAML; 'creditlake contract lint' shows where.") from e
        properties = contract.get("customProperties") if isinstance(contract, dict) else None
        for item in properties or []:
            if isinstance(item, dict) and item.get("property") == "completeWhen":
                found[source] = str(item.get("value"))
    return found


def is_whole(names: Collection[str], marker: str | None) -> bool:
    """
    Whether a folder with files of these names is complete.

    :param marker: a name such as ``finished.flag``, or a pattern with ``{name}`` or ``{stem}`` for one beside each file
    """
    if any(always in names for always in ALWAYS):
        return True
    if marker is None:
        return False
    if "{" not in marker:
        return marker in names
    before, after = marker[: marker.index("{")], marker[marker.index("}") + 1 :]
    dumps = [
        name
        for name in names
        if not name.startswith(("_", "."))
        and not (len(name) > len(before) + len(after) and name.startswith(before) and name.endswith(after))
    ]
    return bool(dumps) and all(_of(marker, name) in names for name in dumps)


def _of(marker: str, name: str) -> str:
    stem, dot, _ = name.rpartition(".")
    return marker.replace("{name}", name).replace("{stem}", stem if dot and stem else name)
