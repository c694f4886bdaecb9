"""Reading the packaged tables, each once."""

import csv
from importlib.resources import files


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table in `data/` by the names of its columns."""
    text = files("utblick.reference").joinpath(f"data/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def folded(text: str) -> str:
    """A name as it is compared: without case, dots, and more than one space in a row."""
    return " ".join(text.casefold().replace(".", "").replace("’", "'").split())
