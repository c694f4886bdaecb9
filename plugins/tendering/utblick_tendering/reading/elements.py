"""Elements of notices by their local names: the namespaces of the schemas changed often."""

from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from utblick_tendering.reading.notice import Money
from utblick_tendering.reading.values import money

UNKNOWN_LANGUAGE = "UND"
"""ISO 639-2 for a text whose language nobody gave."""


@lru_cache(maxsize=5_000)
def local_name(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def name_of(element: "etree._Element") -> str:
    """The name without its namespace; empty for what is no element."""
    tag = element.tag
    return local_name(tag) if isinstance(tag, str) else ""


def kids(element: "etree._Element | None", path: str) -> "Iterator[etree._Element]":
    """The elements at a path of local names; each step goes through every match."""
    if element is None:
        return
    step, _slash, rest = path.partition("/")
    found = element.iterchildren(f"{{*}}{step}")
    if not rest:
        yield from found
        return
    for child in found:
        yield from kids(child, rest)


def text_at(element: "etree._Element | None", path: str) -> str | None:
    """The text of the first element at the path."""
    found = next(kids(element, path), None)
    return found.text if found is not None else None


def amount_at(element: "etree._Element | None", path: str, currency: str = "currencyID") -> Money | None:
    """The amount of the first element at the path; `currency` is the attribute that holds its currency."""
    found = next(kids(element, path), None)
    return money(found.text, found.get(currency)) if found is not None else None
