"""The recipes of docs/reading-the-lake.md, as they stand there, with the tests' own places in them."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
PAGE = REPOSITORY / "docs" / "reading-the-lake.md"
BLOCK = re.compile(r"<!-- recipe: (?P<name>[\w-]+) -->\n```\w+\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


def all_recipes() -> dict[str, str]:
    """Every recipe of the page by its name."""
    return {found["name"]: found["text"] for found in BLOCK.finditer(PAGE.read_text(encoding="utf-8"))}


class Recipes:
    """Recipes in which the page's example places are those of the tests; each place has to occur in some recipe."""

    def __init__(self, places: dict[str, str], folder: Path):
        texts = all_recipes()
        for place in places:
            assert any(place in text for text in texts.values()), f"no recipe has {place}"
        self._folder = folder
        self._texts = {name: _replace(text, places) for name, text in texts.items()}

    def text(self, name: str) -> str:
        return self._texts[name]

    def file(self, name: str) -> Path:
        """The recipe as a Python file."""
        file = self._folder / f"{name}.py"
        file.write_text(self._texts[name], encoding="utf-8")
        return file

    def run(self, name: str) -> dict[str, object]:
        """Run the recipe here, and give what it defines."""
        return runpy.run_path(str(self.file(name)))


def _replace(text: str, places: dict[str, str]) -> str:
    for place, own in places.items():
        text = text.replace(place, own)
    return text
