"""Calls that programmes announce as RSS or Atom: a title, a page and a few words, seldom a deadline."""

from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

from utblick.api import Conflict, Invalid, _
from utblick_partnerships.portal.answer import FoundCall, plain

_MOST = 5 * 1024 * 1024
_SECONDS = 30.0


def fetch(url: str) -> bytes:
    """The body of a feed; raises OSError without one."""
    import httpx

    try:
        with httpx.Client(timeout=_SECONDS, follow_redirects=True, max_redirects=3, trust_env=True) as client:
            answer = client.get(url)
            answer.raise_for_status()
    except httpx.HTTPError as error:
        raise OSError(str(error)) from error
    return answer.content


def calls_of(url: str, *, transport: Callable[[str], bytes] = fetch) -> list[FoundCall]:
    """The calls that a feed tells of; raises `Conflict` when it is silent or is no feed."""
    try:
        return list(calls_in_feed(transport(url)))
    except (OSError, Invalid) as error:
        raise Conflict(
            _("The feed {url} does not answer, or is no feed. It is asked again.", url=url)
        ) from error


def calls_in_feed(content: bytes) -> Iterator[FoundCall]:
    """A call for each entry; raises `Invalid` for what is no feed."""
    root = _parsed(content)
    channel = root if _name(root) == "feed" else next((one for one in root if _name(one) == "channel"), root)
    programme = _text(channel, "title")[:200]
    entries = [one for one in root.iter() if _name(one) in ("item", "entry")]
    if not entries and _name(root) not in ("rss", "feed", "RDF"):
        raise Invalid({"file": _("This is no feed.")})
    for entry in entries:
        title, page = _text(entry, "title"), _link(entry)
        identifier = _text(entry, "guid") or _text(entry, "id") or page
        if title and identifier:
            yield FoundCall(
                identifier=identifier[:120],
                title=title[:300],
                programme=programme,
                summary=plain(_text(entry, "description") or _text(entry, "summary"))[:5000],
                web_url=page[:500],
            )


def _parsed(content: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        if len(content) > _MOST:
            raise ValueError
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Invalid({"file": _("This is no feed.")}) from None
    if root.getroottree().docinfo.doctype:
        raise Invalid({"file": _("This is no feed.")})
    return root


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _text(element: Any, name: str) -> str:
    found = next((one for one in element if _name(one) == name), None)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _link(entry: Any) -> str:
    """The page of an entry: only an address of the web."""
    found = [one.get("href") or one.text or "" for one in entry if _name(one) == "link"]
    return next((url.strip() for url in found if url.strip().startswith(("http://", "https://"))), "")
