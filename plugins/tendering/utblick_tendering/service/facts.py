"""From a notice as it was published to the columns of its record, of its lots and of what it is found by."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from utblick.api import find_country
from utblick_tendering.matching.states import version_of
from utblick_tendering.reading import Lot, Money, Notice
from utblick_tendering.reading.notice import Words
from utblick_tendering.reading.values import each, instant
from utblick_tendering.service.names import changed_name, previous_name
from utblick_tendering.vocabulary.words import common, parts, stem, words

STALE = timedelta(days=365)
"""A notice without any deadline is taken for open this long after it was published."""
LONGEST_WORD = 24
_TED = "https://ted.europa.eu/en/notice/-/detail/"
_TELLING_WORDS = 80


def in_words(text: Words | None, languages: Iterable[str] = (), *, first: str = "SWE") -> str:
    """The text in the language asked for, else in the notice's own, in English, or as it is given first."""
    if not text:
        return ""
    for language in (first, *languages, "ENG"):
        if language in text:
            return text[language]
    return next(iter(text.values()))


def facts_of(notice: Notice, now: datetime) -> dict[str, Any]:
    """The columns of the record that the notice itself decides."""
    spoken = notice.languages
    worth = value_of(notice)
    ends = sorted(moment(one) for one in notice.deadlines)
    questions = [moment(lot.deadline_questions) for lot in notice.lots if lot.deadline_questions]
    title = in_words(notice.title, spoken) or next(
        (said for lot in notice.lots if (said := in_words(lot.title, spoken))), ""
    )
    return {
        "title": (title or notice.reference or notice.publication_number or "–")[:500],
        "titles": dict(notice.title or {}),
        "buyer_name": in_words(notice.buyers[0].name, spoken)[:300] if notice.buyers else "",
        "description": in_words(notice.description, spoken)[:5000],
        "form_type": (notice.form_type or "")[:16],
        "notice_type": (notice.notice_type or "")[:40],
        "nature": (notice.nature or "")[:16],
        "procedure_type": (notice.procedure_type or "")[:20],
        "notice_id": (notice.notice_id or "")[:80],
        "edition": version_of(notice),
        "publication_number": (notice.publication_number or "")[:20],
        "procedure_id": (notice.procedure_id or "")[:80],
        "country": country_of(notice),
        "cpv": list(notice.cpv_all),
        "nuts": list(notice.nuts_all),
        "anywhere": (notice.anywhere or next((lot.anywhere for lot in notice.lots if lot.anywhere), ""))[:10],
        "languages": list(each(one for lot in notice.lots for one in lot.languages)),
        "value": worth.amount if worth else None,
        "currency": (worth.currency or "")[:3] if worth else "",
        "published_on": _day(notice.published or notice.issued),
        "planned_on": _day(notice.planned_date),
        "deadline": open_deadline(notice.deadlines, now),
        "last_deadline": ends[-1] if ends else None,
        "question_deadline": min(questions, default=None),
        "lot_count": len(notice.lots),
        "suits_small_firms": _suits(notice.lots),
        "documents_url": _first(lot.documents_url for lot in notice.lots),
        "submission_url": _first(lot.submission_url for lot in notice.lots),
        "change_reason": ((notice.change.reason if notice.change else None) or "")[:40],
        "changes_notice": changed_name(notice),
        "previous_notice": previous_name(notice),
    }


def ted_address(notice: Notice) -> str:
    """The page of the notice at TED, where it has a number there."""
    return f"{_TED}{notice.publication_number}" if notice.publication_number else ""


def lots_of(notice: Notice, now: datetime) -> Iterator[dict[str, Any]]:
    """The columns of each lot; a number that is missing or stands twice is made."""
    seen: set[str] = set()
    for position, lot in enumerate(notice.lots):
        number = (lot.id or "")[:40]
        while not number or number in seen:
            number = f"LOT-{len(seen) + 1:04}" if f"LOT-{len(seen) + 1:04}" not in seen else f"{number}+"
        seen.add(number)
        worth = lot.value or lot.framework_max
        yield {
            "number": number,
            "position": position,
            "part": lot.part,
            "withdrawn": False,
            "title": in_words(lot.title, notice.languages)[:500],
            "description": in_words(lot.description, notice.languages)[:5000],
            "nature": (lot.nature or "")[:16],
            "cpv": list(lot.cpv),
            "nuts": list(lot.nuts),
            "value": worth.amount if worth else None,
            "currency": (worth.currency or "")[:3] if worth else "",
            "deadline": open_deadline(lot.deadlines, now),
            "question_deadline": moment(lot.deadline_questions) if lot.deadline_questions else None,
            "suits_small_firms": lot.suits_small_firms,
            "framework": (lot.framework or "")[:20],
        }


def open_deadline(given: Iterable[str], now: datetime) -> datetime | None:
    """The earliest of the deadlines that has not passed; the last one when all have."""
    ends = sorted(moment(one) for one in given)
    return next((one for one in ends if one >= now), ends[-1] if ends else None)


def moment(given: str) -> datetime:
    """The instant of a deadline, in UTC as the database holds it."""
    return instant(given).astimezone(UTC)


def value_of(notice: Notice) -> Money | None:
    """What the whole is worth: as stated, else the lots together when each states its value."""
    stated = notice.total_awarded or notice.estimated_value or notice.framework_max
    if stated is not None:
        return stated
    worths = [lot.value or lot.framework_max for lot in notice.lots]
    known = [one for one in worths if one is not None]
    if not known or len(known) < len(worths) or len({one.currency for one in known}) > 1:
        return None
    return Money(sum((one.amount for one in known), Decimal(0)), known[0].currency)


def country_of(notice: Notice) -> str:
    """The buyer's country in two letters, else the place's."""
    given = each([*(buyer.country for buyer in notice.buyers), *notice.countries])
    return next((known.code for one in given if (known := find_country(one))), "")


def codes_of(notice: Notice) -> set[tuple[str, str]]:
    """What the notice is found by: codes, regions and the stems of its telling words."""
    return {
        *(("cpv", code) for code in notice.cpv_all),
        *(("nuts", code) for code in notice.nuts_all),
        *(("word", one) for one in _telling(notice)),
    }


def stems_of(text: str) -> list[str]:
    """The stems of a text, those of compounds' parts among them, each once in their order."""
    found = [one for word in words(text) for one in (stem(word), *parts(word))]
    return [one[:LONGEST_WORD] for one in dict.fromkeys(found) if one not in common()]


def _telling(notice: Notice) -> list[str]:
    texts = [*(notice.title or {}).values()]
    texts += [said for lot in notice.lots[:50] for said in (lot.title or {}).values()]
    texts += [said for buyer in notice.buyers[:3] for said in buyer.name.values()]
    texts.append(in_words(notice.description, notice.languages)[:3000])
    return list(dict.fromkeys(one for text in texts for one in stems_of(text)))[:_TELLING_WORDS]


def _day(given: str | None) -> date | None:
    return date.fromisoformat(given[:10]) if given else None


def _suits(lots: Iterable[Lot]) -> bool | None:
    said = {lot.suits_small_firms for lot in lots} - {None}
    return True in said if said else None


def _first(given: Iterable[str | None]) -> str:
    return next((one[:500] for one in given if one and one.lower().startswith(("http://", "https://"))), "")
