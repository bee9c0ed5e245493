"""What tells that a source's delivery is complete: the markers that ingest knows, and the one its contract names."""

from __future__ import annotations

from collections.abc import Collection

ALWAYS = ("_SUCCESS", "_MANIFEST.json")
"""Markers of every source."""


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
