"""Rows as clients give them, made comparable."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal


def comparable(rows: list[dict]) -> list[str]:
    """Rows in an order and a writing that no longer depend on the client. Like Spark's to_json, without null fields."""
    return sorted(json.dumps(_plain(row), sort_keys=True, ensure_ascii=False) for row in rows)


def parsed(text: str) -> dict:
    """A row that Spark's to_json wrote."""
    return json.loads(text, parse_float=Decimal)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float | Decimal):
        return str(Decimal(str(value)).normalize())
    return value
