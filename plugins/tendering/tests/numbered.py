"""As many notices as are wanted, made of the examples: each set of copies has names of its own."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

_IDENTITY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PUBLICATION = re.compile(r"\b(\d{6})-2026\b")


def pile(folder: Path, examples: Sequence[Path], count: int) -> Path:
    """Write so many notices into a new folder, the examples in turn."""
    folder.mkdir()
    for place, text in enumerate(islice(copies([one.read_text("utf-8") for one in examples]), count)):
        (folder / f"{place:06}.xml").write_text(text, "utf-8")
    return folder


def copies(texts: Sequence[str]) -> Iterator[str]:
    """The texts, over and over; what refers to each other in one round does so in every other."""
    number = 0
    while True:
        for text in texts:
            yield renamed(text, number)
        number += 1


def renamed(text: str, number: int) -> str:
    """The notice with other identities and publication numbers, the same ones for the same number."""
    own = _IDENTITY.sub(lambda hit: f"{hit[0][:-7]}{number:07x}", text)
    year = 2027 + number % 60
    return _PUBLICATION.sub(lambda hit: f"{int(hit[1]) * 7919 % 1_000_003 + number // 60}-{year}", own)
