"""RSS 2.0 and Atom feeds of notices: what a feed says of an entry, and nothing that it does not say."""

import hashlib
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from utblick.api import _
from utblick_tendering.reading import Lot, Notice, Organisation
from utblick_tendering.reading.elements import UNKNOWN_LANGUAGE, kids, name_of, text_at
from utblick_tendering.reading.values import cpv_code, each, moment, plain
from utblick_tendering.sources.base import Asked, Found
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.web import Answer, Transport, fetch, over_the_net

_TAGS = re.compile(r"<[^<>]{0,2000}>")
_LANGUAGES = {"sv": "SWE", "en": "ENG", "fi": "FIN", "nb": "NOR", "no": "NOR", "da": "DAN", "de": "DEU"}
_PROCUREMENT = re.compile(r"upphandlings-?id(?:entitet)?\s*[:=]\s*([\w/.-]{3,80})", re.IGNORECASE)
_BUYER = re.compile(r"(?:upphandlande myndighet|köpare|buyer)\s*:\s*([^\n<;|]{2,200})", re.IGNORECASE)
_DEADLINE = re.compile(
    r"(?:sista anbudsdag|anbud senast|deadline)\s*:\s*(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d)?))?",
    re.IGNORECASE,
)
_CPV = re.compile(r"(?<!\d)\d{8}(?:-\d)?(?!\d)")


@dataclass
class Feeds:
    """The adapter; `private` lets it ask addresses of the own network."""

    transport: Transport = over_the_net
    private: bool = False
    resolve: Callable[[str], list[str]] | None = None

    def total(self, asked: Asked) -> int | None:
        """Unknown until the feed has been read."""
        return None

    def found(self, asked: Asked) -> Iterator[Found]:
        """The entries of the feed, if it has changed since it was read last."""
        answer = fetch(
            asked.address.strip(),
            transport=self.transport,
            headers=_conditions(asked.cursor),
            private=self.private,
            resolve=self.resolve,
        )
        if answer.status == 304:
            return
        entries = entries_of(answer.content, answer.url or asked.address)
        for place, one in enumerate(entries, 1):
            last = place == len(entries)
            yield Found(**one, cursor=_cursor(answer) if last else "")


def entries_of(content: bytes, base: str = "") -> list[dict[str, Any]]:
    """What each entry gives: place, notice or refused, keys, web_url. Raises `SourceSilent` for no feed."""
    root = _root(content)
    kind = name_of(root).lower()
    if kind == "feed":
        entries, language = list(kids(root, "entry")), _language(root)
    elif kind == "rss":
        channel = next(kids(root, "channel"), None)
        entries = list(kids(channel, "item")) if channel is not None else []
        language = _LANGUAGES.get((text_at(channel, "language") or "")[:2].lower(), UNKNOWN_LANGUAGE)
    else:
        raise _no_feed()
    return [_entry(entry, base, language) for entry in entries]


def _root(content: bytes) -> "etree._Element":
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.parse(BytesIO(content), parser).getroot()
    except (etree.XMLSyntaxError, LookupError, ValueError) as error:
        raise _no_feed() from error
    info = root.getroottree().docinfo if root is not None else None
    if root is None or info is None or info.internalDTD is not None or info.doctype:
        raise _no_feed()
    return root


def _entry(entry: "etree._Element", base: str, language: str) -> dict[str, Any]:
    link = _link(entry, base)
    title = _plain(text_at(entry, "title"))
    identity = plain(text_at(entry, "guid")) or plain(text_at(entry, "id")) or link
    if not title or not identity:
        refused = _("The entry has neither a title nor an address.")
        return {"place": (identity or title or "–")[:300], "refused": refused}
    body = _plain(
        next(
            (
                said
                for tag in ("encoded", "content", "description", "summary")
                if (said := text_at(entry, tag))
            ),
            "",
        )
    )
    spoken = _language(entry, language)
    buyer = _said(_BUYER, body)
    deadline = _DEADLINE.search(body or "")
    lot = Lot(id=None, deadline_tender=moment(deadline[1], deadline[2])) if deadline else None
    procurement = _said(_PROCUREMENT, f"{title}\n{body}")
    notice = Notice(
        document="feed",
        title={spoken: title},
        description={spoken: body} if body else None,
        published=_published(entry),
        form_type="competition",
        languages=(spoken,) if spoken != UNKNOWN_LANGUAGE else (),
        buyers=(Organisation(id="BUYER-0001", name={spoken: buyer}),) if buyer else (),
        cpv=_codes(entry, body or ""),
        lots=(lot,) if lot else (),
    )
    keys = [("address", (link or identity)[:300])]
    if procurement:
        keys.append(("procurement", procurement))
    return {"place": identity[:300], "notice": notice, "keys": tuple(keys), "web_url": link}


def _link(entry: "etree._Element", base: str) -> str:
    """Atom has it in an attribute, the one without `rel` or with alternate; RSS in the text."""
    for one in kids(entry, "link"):
        written = (one.get("href") if one.get("rel", "alternate") == "alternate" else "") or one.text
        if written and written.strip():
            try:
                address = urljoin(base, written.strip())
            except ValueError:
                continue
            if address.startswith(("http://", "https://")):
                return str(address)[:500]
    return ""


def _published(entry: "etree._Element") -> str | None:
    for name in ("published", "pubDate", "date", "updated"):
        written = (text_at(entry, name) or "").strip()
        if not written:
            continue
        try:
            return datetime.fromisoformat(written).date().isoformat()
        except ValueError:
            pass
        try:
            return parsedate_to_datetime(written).date().isoformat()
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    return None


def _codes(entry: "etree._Element", body: str) -> tuple[str, ...]:
    """The CPV codes of its categories, and those that its text calls so."""
    categories = [one.get("term") or one.text or "" for one in kids(entry, "category")]
    told = [
        found.group() for one in re.finditer(r"CPV[^\n]{0,200}", body) for found in _CPV.finditer(one.group())
    ]
    return each(
        cpv_code(one) for one in [*(found for one in categories for found in _CPV.findall(one)), *told]
    )


def _language(element: "etree._Element", otherwise: str = UNKNOWN_LANGUAGE) -> str:
    written = element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return _LANGUAGES.get(written[:2].lower(), otherwise)


def _plain(text: str | None) -> str | None:
    """Text without HTML: a feed's is for browsers."""
    bare = _TAGS.sub("\n", html.unescape(text or "")) if text and ("<" in text or "&" in text) else text or ""
    lines = (" ".join(line.split()) for line in html.unescape(bare).splitlines())
    return plain("\n".join(line for line in lines if line)[:20_000])


def _said(pattern: "re.Pattern[str]", text: str | None) -> str | None:
    found = pattern.search(text or "")
    return plain(found[1]) if found else None


def _conditions(cursor: str) -> dict[str, str]:
    """The headers that ask for news only."""
    headers = {"accept": "application/atom+xml, application/rss+xml, application/xml"}
    try:
        known = json.loads(cursor or "{}")
    except ValueError:
        return headers
    if isinstance(known, dict):
        named = (("etag", "if-none-match"), ("modified", "if-modified-since"))
        headers |= {header: str(known[name]) for name, header in named if known.get(name)}
    return headers


def _cursor(answer: Answer) -> str:
    kept = {"etag": answer.headers.get("etag", ""), "modified": answer.headers.get("last-modified", "")}
    kept = {name: value[:200] for name, value in kept.items() if value}
    return json.dumps(kept or {"digest": hashlib.sha256(answer.content).hexdigest()})


def _no_feed() -> SourceSilent:
    return SourceSilent(
        _("What the address answers is no feed (RSS 2.0 or Atom). Check the address."), later=False
    )
