"""Feeds that anybody can subscribe to (Atom, RFC 4287), as the answer of a page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from utblick.web.routing import Download

if TYPE_CHECKING:
    from utblick.context import Context


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One thing of a feed. `id` stays the same for ever; `updated` is a moment as RFC 3339 writes it.

    Without an `author` it is the municipality's. `term` is a category, which people read as `label`.
    """

    id: str
    url: str
    title: str
    summary: str
    updated: str
    author: str = ""
    term: str = ""
    label: str = ""


def atom_feed(
    ctx: "Context", entries: Iterable[FeedEntry], *, title: str, home: str, path: str, name: str
) -> Download:
    """The entries as a feed called `title`: of the page at `home`, itself at `path`, with a file's name."""
    found = list(entries)
    feed = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": ctx.language})
    ET.SubElement(feed, "title").text = title
    ET.SubElement(feed, "id").text = ctx.url(home)
    ET.SubElement(feed, "link", {"href": ctx.url(path), "rel": "self"})
    _by(feed, ctx.settings.municipality.name)
    ET.SubElement(feed, "updated").text = max((one.updated for one in found), default=ctx.now.isoformat())
    for one in found:
        entry = ET.SubElement(feed, "entry")
        ET.SubElement(entry, "title").text = one.title
        ET.SubElement(entry, "id").text = one.id
        ET.SubElement(entry, "link", {"href": one.url})
        ET.SubElement(entry, "updated").text = one.updated
        if one.author:
            _by(entry, one.author)
        if one.term:
            category = {"term": one.term, "label": one.label}
            ET.SubElement(entry, "category", {name: said for name, said in category.items() if said})
        ET.SubElement(entry, "summary").text = one.summary
    content = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return Download(name, content, media_type="application/atom+xml", inline=True)


def _by(element: ET.Element, name: str) -> None:
    ET.SubElement(ET.SubElement(element, "author"), "name").text = name
