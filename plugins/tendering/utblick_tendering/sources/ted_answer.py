"""From one notice of a TED search answer to a notice: every shape that a value comes in, made one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from utblick.api import find_country
from utblick_tendering.reading import Lot, Notice, Organisation
from utblick_tendering.reading.notice import Words
from utblick_tendering.reading.values import (
    cpv_code,
    day,
    each,
    moment,
    money,
    nuts_code,
    plain,
    publication_number,
)

FIELDS = (
    "publication-number", "publication-date", "notice-identifier", "notice-version", "procedure-identifier",
    "notice-type", "form-type", "notice-subtype", "notice-title", "title-proc", "description-proc",
    "buyer-name", "buyer-country", "organisation-identifier-buyer", "classification-cpv",
    "main-classification-proc", "contract-nature", "place-of-performance", "identifier-lot", "title-lot",
    "official-language", "deadline-receipt-tender-date-lot", "deadline-receipt-tender-time-lot",
    "deadline-receipt-request-date-lot", "deadline-receipt-request-time-lot", "estimated-value-proc",
    "estimated-value-cur-proc", "estimated-value-lot", "estimated-value-cur-lot", "links",
)  # fmt: skip
"""What is asked for of each notice."""


def notice_of(said: Mapping[str, Any]) -> Notice:
    """As much as a search answer says of a notice; what it leaves out is None.

    The buyer's own title is title-proc, or that of the only lot; notice-title is a headline made by a
    machine and stands in only where nothing else does.
    """
    lots = _lots(said)
    own = _words(said, "title-proc") or (lots[0].title if len(lots) == 1 else None)
    main, all_codes = _codes(said, "main-classification-proc"), _codes(said, "classification-cpv")
    places = _texts(said, "place-of-performance")
    buyers = _buyers(said)
    return Notice(
        document="TED",
        notice_id=_one(said, "notice-identifier"),
        procedure_id=_one(said, "procedure-identifier"),
        version=_one(said, "notice-version"),
        notice_subtype=_one(said, "notice-subtype"),
        notice_type=_one(said, "notice-type"),
        form_type=_one(said, "form-type"),
        languages=tuple(one.upper() for one in each(_texts(said, "official-language")) if len(one) == 3),
        published=day(_one(said, "publication-date")),
        publication_number=publication_number(_one(said, "publication-number")),
        title=own or _words(said, "notice-title"),
        description=_words(said, "description-proc"),
        buyers=buyers,
        organisations=buyers,
        nature=_one(said, "contract-nature"),
        cpv=each([*main, *all_codes]),
        nuts=each(nuts_code(one) for one in places if not _is_country(one)),
        countries=each(one for one in places if _is_country(one)),
        estimated_value=money(_one(said, "estimated-value-proc"), _one(said, "estimated-value-cur-proc")),
        lots=lots,
    )


def links_of(said: Mapping[str, Any]) -> tuple[str, str]:
    """The address of the notice as XML, and of its page, Swedish before English before any."""
    links = said.get("links")
    return _link(links, "xml", ("MUL",)), _link(links, "html", ("SWE", "ENG"))


def _link(links: Any, kind: str, wanted: Sequence[str]) -> str:
    found = links.get(kind) if isinstance(links, Mapping) else None
    if isinstance(found, str):
        return found
    if not isinstance(found, Mapping):
        return ""
    known = {str(name).upper(): value for name, value in found.items() if isinstance(value, str)}
    return next((known[name] for name in wanted if name in known), next(iter(known.values()), ""))


def _lots(said: Mapping[str, Any]) -> tuple[Lot, ...]:
    """Lists run beside those of other fields: only those that are as long as that of the lots are joined."""
    names = _texts(said, "identifier-lot")
    count = len(names)
    titles = _parallel_words(said, "title-lot", count)
    tender = _parallel_moments(said, "deadline-receipt-tender", count)
    request = _parallel_moments(said, "deadline-receipt-request", count)
    values = _parallel(said, "estimated-value-lot", count)
    currencies = _parallel(said, "estimated-value-cur-lot", count)
    lots = tuple(
        Lot(
            id=name,
            part=name.startswith("PAR-"),
            title=titles[place] or None,
            value=money(values[place], currencies[place]),
            deadline_tender=tender[place],
            deadline_request=request[place],
        )
        for place, name in enumerate(names)
    )
    return _with_only_deadline(said, lots)


def _with_only_deadline(said: Mapping[str, Any], lots: tuple[Lot, ...]) -> tuple[Lot, ...]:
    """A single deadline of the notice is that of every lot, however many there are."""
    if any(lot.deadlines for lot in lots):
        return lots
    tender = _only_moment(said, "deadline-receipt-tender")
    request = _only_moment(said, "deadline-receipt-request")
    if tender is None and request is None:
        return lots
    known = lots or (Lot(id=None),)
    return tuple(replace(lot, deadline_tender=tender, deadline_request=request) for lot in known)


def _only_moment(said: Mapping[str, Any], name: str) -> str | None:
    days, times = each(_texts(said, f"{name}-date-lot")), each(_texts(said, f"{name}-time-lot"))
    return moment(days[0], times[0] if len(times) == 1 else None) if len(days) == 1 else None


def _parallel(said: Mapping[str, Any], name: str, count: int) -> list[str | None]:
    found = _texts(said, name)
    return list(found) if len(found) == count else [None] * count


def _parallel_moments(said: Mapping[str, Any], name: str, count: int) -> list[str | None]:
    days, times = _parallel(said, f"{name}-date-lot", count), _parallel(said, f"{name}-time-lot", count)
    return [moment(on, at) for on, at in zip(days, times, strict=True)]


def _parallel_words(said: Mapping[str, Any], name: str, count: int) -> list[Words]:
    found: list[Words] = [{} for _each in range(count)]
    for language, texts in _by_language(said.get(name)):
        if len(texts) == count:
            for words, text in zip(found, texts, strict=True):
                words[language] = text
    return found


def _buyers(said: Mapping[str, Any]) -> tuple[Organisation, ...]:
    names = _by_language(said.get("buyer-name"))
    count = max((len(texts) for _language, texts in names), default=0)
    numbers = _parallel(said, "organisation-identifier-buyer", count)
    countries = _texts(said, "buyer-country")
    if len(countries) != count:
        countries = countries * count if len(each(countries)) == 1 and len(countries) == 1 else []
    return tuple(
        Organisation(
            id=f"BUYER-{place + 1:04}",
            name={language: texts[place] for language, texts in names if place < len(texts)},
            identifier=numbers[place],
            country=_alpha3(countries[place]) if countries else None,
        )
        for place in range(count)
    )


def _alpha3(text: str) -> str | None:
    """As eForms have it: three letters."""
    known = find_country(text)
    return known.alpha3 if known else None


def _is_country(text: str) -> bool:
    return len(text) == 3 and text.isalpha() and find_country(text) is not None


def _codes(said: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return each(cpv_code(one) for one in _texts(said, name))


def _words(said: Mapping[str, Any], name: str) -> Words | None:
    found = {language: texts[0] for language, texts in _by_language(said.get(name)) if texts}
    return found or None


def _by_language(value: Any) -> list[tuple[str, list[str]]]:
    """A text by language: a map of them, or one without (then its language is not known)."""
    if isinstance(value, Mapping):
        return [
            (str(language).upper(), texts)
            for language, inside in value.items()
            if len(str(language)) == 3 and (texts := _flat(inside))
        ]
    texts = _flat(value)
    return [("UND", texts)] if texts else []


def _one(said: Mapping[str, Any], name: str) -> str | None:
    return next(iter(_texts(said, name)), None)


def _texts(said: Mapping[str, Any], name: str) -> list[str]:
    """The values of a field, whether it came as one, as a list, or as a map."""
    return _flat(said.get(name))


def _flat(value: Any, depth: int = 0) -> list[str]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [text for one in value for text in _flat(one, depth + 1)] if depth < 5 else []
    if isinstance(value, bool) or value is None:
        return []
    text = plain(format(value, "f").rstrip("0").rstrip(".") if isinstance(value, float) else str(value))
    return [text] if text is not None else []
