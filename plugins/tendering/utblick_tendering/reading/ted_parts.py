"""The recurring parts of TED's older forms: coded data, lots, awards, codes and amounts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from utblick_tendering.reading import ted_codes as codes
from utblick_tendering.reading.elements import UNKNOWN_LANGUAGE, amount_at, kids, name_of, text_at
from utblick_tendering.reading.notice import Lot, Money, Organisation, Result, Words
from utblick_tendering.reading.values import (
    cpv_code,
    day,
    each,
    local_moment,
    money,
    nuts_code,
    plain,
    publication_number,
    whole,
)


@dataclass(frozen=True, kw_only=True)
class Coded:
    """What TED itself wrote about the notice, whatever its form."""

    country: str | None = None
    number: str | None = None
    published: str | None = None
    dispatched: str | None = None
    directive: str | None = None
    procedure: str | None = None
    nature: str | None = None
    languages: tuple[str, ...] = ()
    title: Words = field(default_factory=dict)
    buyers: tuple[Organisation, ...] = ()
    cpv: tuple[str, ...] = ()
    nuts: tuple[str, ...] = ()
    estimated: Money | None = None
    submission: tuple[str | None, str | None] = (None, None)

    def deadline(self, country: str | None) -> str | None:
        return local_moment(*self.submission, country)


def first(element: "etree._Element | None", *names: str) -> "etree._Element | None":
    """The first element below with one of the names, in the order of the names."""
    if element is None:
        return None
    for name in names:
        for one in element.iter():
            if one is not element and name_of(one) == name:
                return one
    return None


def paragraphs(element: "etree._Element | None") -> str | None:
    """The text of an element, a line for each of its paragraphs."""
    if element is None:
        return None
    parts = ["".join(one.itertext()) for one in kids(element, "P")] or ["".join(element.itertext())]
    return plain("\n".join(text for part in parts if (text := " ".join(part.split()))))


def total(element: "etree._Element | None", name: str) -> Money | None:
    return amount_at(element, name, "CURRENCY")


def cpv_codes(element: "etree._Element | None", *names: str) -> tuple[str, ...]:
    """The codes under the named parts that are children of the element or of its description."""
    found = []
    for name in names:
        for path in (name, f"CPV/{name}", f"DESCRIPTION_CONTRACT_INFORMATION/CPV/{name}"):
            found += [cpv_code(one.get("CODE")) for one in kids(element, f"{path}/CPV_CODE")]
    return each(found)


def nuts_codes(element: "etree._Element | None") -> tuple[str, ...]:
    if element is None:
        return ()
    found = [nuts_code(one.get("CODE")) for one in element.iter() if name_of(one) == "NUTS"]
    return each(found)


def lot(element: "etree._Element", language: str) -> Lot:
    """One OBJECT_DESCR, or one annex B of the forms before it."""
    title = paragraphs(next(kids(element, "TITLE"), None)) or plain(text_at(element, "LOT_TITLE"))
    description = paragraphs(next(kids(element, "SHORT_DESCR"), None)) or plain(
        text_at(element, "LOT_DESCRIPTION")
    )
    names = {name_of(child) for child in element}
    return Lot(
        id=_lot_id(text_at(element, "LOT_NO") or text_at(element, "LOT_NUMBER")),
        title={language: title} if title else None,
        description={language: description} if description else None,
        cpv=cpv_codes(element, "CPV_MAIN", "CPV_ADDITIONAL"),
        nuts=nuts_codes(element),
        value=total(element, "VAL_OBJECT"),
        eu_funded={"EU_PROGR_RELATED": True, "NO_EU_PROGR_RELATED": False}.get(
            next(iter(names & {"EU_PROGR_RELATED", "NO_EU_PROGR_RELATED"}), "")
        ),
    )


def award(element: "etree._Element", language: str) -> Result:
    """One award with its winners, or with the reason why there is none."""
    awarded = first(element, "AWARDED_CONTRACT")
    given = element if awarded is None else awarded
    names = {name_of(one) for one in element.iter()}
    none = "NO_AWARDED_CONTRACT" in names
    reason = {"PROCUREMENT_UNSUCCESSFUL": "no-rece", "PROCUREMENT_DISCONTINUED": "other"}
    value = total(first(given, "VALUES"), "VAL_TOTAL")
    return Result(
        code="clos-nw" if none else "selec-w",
        lot=_lot_id(text_at(element, "LOT_NO") or text_at(element, "LOT_NUMBER")),
        reason=next((reason[name] for name in reason if name in names), None) if none else None,
        winners=() if none else tuple(_contractors(given, language)),
        tenders=(value,) if value is not None and not none else (),
        received=whole(text_at(first(given, "TENDERS"), "NB_TENDERS_RECEIVED")),
        decided=_decided(given),
    )


def _decided(given: "etree._Element") -> str | None:
    """The day of the decision (R2.0.8), else the one on which the contract was concluded."""
    old = first(given, "CONTRACT_AWARD_DATE")
    parts = [(plain(text_at(old, name)) or "").zfill(2) for name in ("YEAR", "MONTH", "DAY")]
    return day("-".join(parts)) or day(text_at(given, "DATE_CONCLUSION_CONTRACT"))


def party(address: "etree._Element", name: str, language: str, *, key: str) -> Organisation:
    """Who stands in an address: a buyer or a contractor."""
    country = first(address, "COUNTRY")
    return Organisation(
        id=key,
        name={language: name},
        identifier=plain(text_at(address, "NATIONALID")),
        city=plain(text_at(address, "TOWN")),
        nuts=next(iter(nuts_codes(address)), None),
        country=plain(country.get("VALUE")) if country is not None else None,
    )


def _contractors(given: "etree._Element", language: str) -> Iterator[Organisation]:
    for one in given.iter():
        if name_of(one) in {"ADDRESS_CONTRACTOR", "ECONOMIC_OPERATOR_NAME_ADDRESS"}:
            official = first(one, "OFFICIALNAME")
            name = plain("".join(official.itertext())) if official is not None else None
            if name:
                yield party(one, name, language, key=plain(text_at(one, "NATIONALID")) or name)


def coded(root: "etree._Element") -> Coded:
    """The coded data of any form, old or new."""
    section = first(root, "CODED_DATA_SECTION")
    if section is None:
        return Coded()
    country = _attribute(section, "ISO_COUNTRY", "VALUE")
    originals = (plain(text_at(first(section, "NOTICE_DATA"), "LG_ORIG")) or "").split()
    languages = tuple(codes.LANGUAGES[one] for one in originals if one in codes.LANGUAGES)
    return Coded(
        country=country,
        number=publication_number(text_at(first(section, "NOTICE_DATA"), "NO_DOC_OJS")),
        published=_compact(text_at(first(section, "REF_OJS"), "DATE_PUB")),
        dispatched=_compact(text_at(first(section, "CODIF_DATA"), "DS_DATE_DISPATCH")),
        directive=_attribute(section, "DIRECTIVE", "VALUE"),
        procedure=_attribute(section, "PR_PROC", "CODE"),
        nature=codes.CODED_NATURES.get(_attribute(section, "NC_CONTRACT_NATURE", "CODE") or ""),
        languages=languages,
        title=_titles(root, languages),
        buyers=_authorities(root, country),
        cpv=_codes(section, "ORIGINAL_CPV", cpv_code),
        nuts=_codes(section, "PERFORMANCE_NUTS", nuts_code) or _codes(section, "ORIGINAL_NUTS", nuts_code),
        estimated=_value(section),
        submission=_submission(text_at(first(section, "CODIF_DATA"), "DT_DATE_FOR_SUBMISSION")),
    )


def _codes(
    section: "etree._Element", name: str, check: Callable[[str | None], str | None]
) -> tuple[str, ...]:
    found = [check(one.get("CODE")) for one in section.iter() if name_of(one) == name]
    return each(found)


def _attribute(section: "etree._Element", name: str, attribute: str) -> str | None:
    found = first(section, name)
    return plain(found.get(attribute)) if found is not None else None


def _value(section: "etree._Element") -> Money | None:
    for one in section.iter():
        if name_of(one) == "VALUE" and one.get("TYPE") == "ESTIMATED_TOTAL":
            return money(one.text, one.get("CURRENCY"))
    return None


def _titles(root: "etree._Element", languages: tuple[str, ...]) -> Words:
    """TED's own headline, in the languages of the notice."""
    found: Words = {}
    for one in root.iter():
        if name_of(one) == "ML_TI_DOC":
            language = codes.LANGUAGES.get(one.get("LG") or "")
            text = paragraphs(first(one, "TI_TEXT"))
            if text and language and (language in languages or language == "SWE"):
                found.setdefault(language, text)
    return found


def _authorities(root: "etree._Element", country: str | None) -> tuple[Organisation, ...]:
    found: Words = {}
    for one in root.iter():
        if name_of(one) == "AA_NAME" and (text := plain(one.text)):
            found.setdefault(codes.LANGUAGES.get(one.get("LG") or "", UNKNOWN_LANGUAGE), text)
    return (Organisation(id="ORG-0001", name=found, country=country),) if found else ()


def _submission(text: str | None) -> tuple[str | None, str | None]:
    """``20170403 16:00`` as a day and a time."""
    on, _space, at = (plain(text) or "").partition(" ")
    return _compact(on), at.strip() or None


def _compact(text: str | None) -> str | None:
    given = (text or "").strip()
    if len(given) != 8 or not given.isdigit():
        return None
    return day(f"{given[:4]}-{given[4:6]}-{given[6:]}")


def _lot_id(text: str | None) -> str | None:
    given = plain(text)
    if given is None:
        return None
    return f"LOT-{int(given):04}" if given.isascii() and given.isdigit() and len(given) < 9 else given
