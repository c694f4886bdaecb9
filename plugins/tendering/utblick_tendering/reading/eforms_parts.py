"""The recurring parts of eForms: texts by language, codes, places, parties, changes."""

from collections.abc import Iterator

from lxml import etree

from utblick_tendering.reading.elements import UNKNOWN_LANGUAGE, kids, name_of, text_at
from utblick_tendering.reading.notice import Change, Organisation, Words
from utblick_tendering.reading.values import cpv_code, each, nuts_code, plain


def code_of(element: "etree._Element | None", path: str, scheme: str) -> str | None:
    """The code of a list; elements of one name hold codes of several lists."""
    for found in kids(element, path):
        if found.get("listName") == scheme:
            return plain(found.text)
    return None


def words_at(element: "etree._Element | None", path: str, language: str | None = None) -> Words | None:
    """A text in every language it is given in; the first of one language counts. A name is one line."""
    found: Words = {}
    for one in kids(element, path):
        text = " ".join((one.text or "").split()) if path.endswith("Name") else plain(one.text)
        if text:
            found.setdefault(plain(one.get("languageID")) or language or UNKNOWN_LANGUAGE, text)
    return found or None


def project_codes(project: "etree._Element | None") -> tuple[str, ...]:
    """The CPV codes of a project, the main one first."""
    codes = [
        cpv_code(code.text)
        for part in ("MainCommodityClassification", "AdditionalCommodityClassification")
        for code in kids(project, f"{part}/ItemClassificationCode")
        if code.get("listName", "cpv") == "cpv"
    ]
    return each(codes)


def places(project: "etree._Element | None") -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    """NUTS codes, countries and "anywhere" of a project's places of performance."""
    nuts, countries, anywhere = [], [], None
    for address in kids(project, "RealizedLocation/Address"):
        nuts.append(nuts_code(text_at(address, "CountrySubentityCode")))
        countries.append(plain(text_at(address, "Country/IdentificationCode")))
        anywhere = anywhere or plain(text_at(address, "Region"))
    return each(nuts), each(countries), anywhere


def organisation(element: "etree._Element") -> Iterator[Organisation]:
    """A company and its touch points, each under its own key (OPT-200, OPT-201)."""
    for party in element:
        if name_of(party) not in {"Company", "TouchPoint"}:
            continue
        key = plain(text_at(party, "PartyIdentification/ID"))
        if key is None:
            continue
        names: Words = {}
        for one in kids(party, "PartyName/Name"):
            if text := plain(one.text):
                names.setdefault(plain(one.get("languageID")) or UNKNOWN_LANGUAGE, text)
        yield Organisation(
            id=key,
            name=names,
            identifier=plain(text_at(party, "PartyLegalEntity/CompanyID")),
            city=plain(text_at(party, "PostalAddress/CityName")),
            nuts=nuts_code(text_at(party, "PostalAddress/CountrySubentityCode")),
            country=plain(text_at(party, "PostalAddress/Country/IdentificationCode")),
            size=plain(text_at(party, "CompanySizeCode")),
        )


def changes(root: "etree._Element", extension: str, language: str | None) -> Change | None:
    """BT-758 and BT-140: which notice is changed, and why."""
    part = next(kids(root, f"{extension}/Changes"), None)
    if part is None:
        return None
    reason = plain(text_at(part, "ChangeReason/ReasonCode"))
    changed = plain(text_at(part, "ChangedNoticeIdentifier"))
    return Change(changed, reason, words_at(part, "Change/ChangeDescription", language))
