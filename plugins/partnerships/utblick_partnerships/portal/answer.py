"""What an answer of the Funding & Tenders portal says of calls, past its traps.

There is a row for each language of a topic; only the English one has the deadline at 17.00 in Brussels.
Every value is a list of texts, some of them JSON in a text, and tenders stand among the calls.
"""

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from utblick.api import Invalid, _

TENDER = "0"
PROGRAMMES: Mapping[str, str] = {
    "43108390": "Horizon Europe",
    "43251589": "CERV",
}
_STATES: Mapping[str, str] = {"31094501": "upcoming", "31094502": "open", "31094503": "closed"}
_BREAK = re.compile(r"</?(?:p|div|br|li|ul|ol|h[1-6]|tr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]{0,2000}>")
_UNSEEN = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BLANKS = re.compile(r"[ \t\xa0]+")
_MOST_TEXT = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCall:
    """A call as the portal tells of it, one for all of its languages."""

    identifier: str
    title: str
    group: str = ""
    programme: str = ""
    period: str = ""
    state: str = ""
    opens_on: date | None = None
    deadlines: tuple[datetime, ...] = ()
    stages: str = ""
    action: str = ""
    summary: str = ""
    budget: Decimal | None = None
    grant_least: Decimal | None = None
    grant_most: Decimal | None = None
    keywords: tuple[str, ...] = ()
    web_url: str = ""


def calls_in(content: bytes) -> tuple[list[FoundCall], int]:
    """The calls of an answer, and how many rows were left out as tenders; raises `Invalid` for no answer."""
    try:
        said = json.loads(content)
        rows = said["results"] if isinstance(said, dict) else said
        found = [one for one in rows if isinstance(one, Mapping) and isinstance(one.get("metadata"), Mapping)]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Invalid(
            {"file": _("This is no answer of the Funding & Tenders portal. Save its search as JSON.")}
        ) from None
    topics: dict[str, list[Mapping[str, Any]]] = {}
    tenders = 0
    for row in found:
        metadata = row["metadata"]
        if _one(metadata, "type") == TENDER:
            tenders += 1
            continue
        identifier = _one(metadata, "identifier") or _one(metadata, "callIdentifier")
        if identifier:
            topics.setdefault(identifier[:120], []).append(row)
    return [_call(identifier, rows) for identifier, rows in topics.items()], tenders


def _call(identifier: str, rows: Iterable[Mapping[str, Any]]) -> FoundCall:
    """One call of the rows of its languages: the English one decides."""
    row = min(rows, key=lambda one: _one(one["metadata"], "language") != "en")
    data = row["metadata"]
    budget, least, most = _budget(_one(data, "budgetOverview"), identifier)
    programme = _one(data, "frameworkProgramme")
    return FoundCall(
        identifier=identifier,
        title=(_one(data, "title") or str(row.get("summary") or identifier))[:300],
        group=_one(data, "callIdentifier")[:120],
        programme=PROGRAMMES.get(programme, programme)[:200],
        period=_one(data, "programmePeriod").replace(" - ", "–")[:20],
        state=_STATES.get(_one(data, "status"), ""),
        opens_on=next((day.date() for day in _moments(data.get("startDate"))), None),
        deadlines=tuple(sorted(_moments(data.get("deadlineDate")))),
        stages=_one(data, "deadlineModel")[:20],
        action=_one(data, "typesOfAction")[:200],
        summary=plain(_one(data, "descriptionByte"))[:_MOST_TEXT],
        budget=budget,
        grant_least=least,
        grant_most=most,
        keywords=tuple(_keywords(data.get("keywords"))),
        web_url=page_of(identifier),
    )


def page_of(identifier: str) -> str:
    """The page of a topic, for people."""
    name = re.sub(r"[^\w.-]", "", identifier)
    return f"https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/topic-details/{name}"


def plain(text: str) -> str:
    """HTML as text: paragraphs as lines, everything else gone."""
    bare = _TAG.sub("", _BREAK.sub("\n", _UNSEEN.sub("", text)))
    lines = (_BLANKS.sub(" ", line).strip() for line in html.unescape(bare).splitlines())
    return "\n".join(line for line in lines if line)


def _one(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name)
    first = next(iter(value), "") if isinstance(value, list) else value
    return str(first or "").strip()


def _moments(values: object) -> Iterator[datetime]:
    for value in values if isinstance(values, list) else [values]:
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            continue
        if moment.tzinfo is not None:
            yield moment


def _keywords(values: object) -> Iterator[str]:
    """Keywords: a list of texts, of which some are lists as JSON in a text."""
    for value in values if isinstance(values, list) else []:
        try:
            inner = json.loads(value) if str(value).startswith("[") else [value]
        except ValueError:
            inner = [value]
        yield from (str(one)[:80] for one in inner if one)


def _budget(text: str, identifier: str) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """The whole budget, the smallest and the largest grant of the topic, out of JSON in a text."""
    try:
        actions = json.loads(text)["budgetTopicActionMap"].values() if text else ()
        entries = [one for several in actions for one in several if identifier in str(one.get("action", ""))]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, None, None
    years = [_amount(value) for one in entries for value in (one.get("budgetYearMap") or {}).values()]
    known = [value for value in years if value is not None]
    least = [value for one in entries if (value := _amount(one.get("minContribution"))) is not None]
    most = [value for one in entries if (value := _amount(one.get("maxContribution"))) is not None]
    return (sum(known, Decimal(0)) if known else None), min(least, default=None), max(most, default=None)


def _amount(value: object) -> Decimal | None:
    try:
        found = Decimal(str(value).replace(" ", "").replace(",", "")) if value not in (None, "") else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() and found > 0 else None
