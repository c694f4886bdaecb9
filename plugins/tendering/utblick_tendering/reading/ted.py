"""Notices of TED's older forms, XML R2.0.9 and R2.0.8, as they lie in archives.

The schema's namespaces changed often, so elements are known by their local names. Times are the buyer's
local time, as the standard forms say (Implementing Regulations (EU) 2015/1986 and 842/2011).
"""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from utblick_tendering.reading import ted_codes as codes
from utblick_tendering.reading.elements import UNKNOWN_LANGUAGE, kids, name_of, text_at
from utblick_tendering.reading.notice import Change, Lot, Notice, Organisation, Result, Words
from utblick_tendering.reading.ted_parts import (
    award,
    coded,
    cpv_codes,
    first,
    lot,
    nuts_codes,
    paragraphs,
    party,
    total,
)
from utblick_tendering.reading.values import (
    day,
    each,
    local_moment,
    plain,
    publication_number,
)

LOTS = frozenset({"OBJECT_DESCR", "F02_ANNEX_B", "F05_ANNEX_B", "ANNEX_B_INFORMATION_LOTS_PRIOR_INFORMATION"})
AWARDS = frozenset({"AWARD_CONTRACT", "AWARD_OF_CONTRACT", "AWARD_AND_CONTRACT_VALUE"})


class Reader:
    """Takes lots and awards as they come by; a form given in several languages fills one set of lots."""

    def __init__(self) -> None:
        self.lots: dict[str, list[Lot]] = {}
        self.results: list[Result] = []

    def take(self, element: "etree._Element") -> None:
        """Read an element that has ended, if it is one of the many."""
        name = name_of(element)
        if name in LOTS or name in AWARDS:
            form = _form_around(element)
            language = _language(form)
            if name in LOTS:
                self.lots.setdefault(language, []).append(lot(element, language))
            elif form is None or form.get("CATEGORY") != "TRANSLATION":
                self.results.append(award(element, language))
            element.clear()

    def notice(self, root: "etree._Element") -> Notice:
        """What is left when lots and awards were taken: the notice's own fields."""
        section = first(root, "FORM_SECTION")
        forms = [form for form in section if name_of(form)] if section is not None else []
        form = next((one for one in forms if one.get("CATEGORY") != "TRANSLATION"), None)
        data = coded(root)
        number = _number(form)
        kind, form_type = _kind(number, form)
        procedure = _procedure(form) or codes.CODED_PROCEDURES.get(data.procedure or "")
        language = _language(form)
        contract = first(form, "OBJECT_CONTRACT", "OBJECT_CONTRACT_INFORMATION", "OBJECT")
        deadline = local_moment(*_deadline(form), data.country) or data.deadline(data.country)
        lots = self._lots(
            language, deadline, by_request=procedure in codes.BY_REQUEST, parts=kind == "pin-only"
        )
        buyers = _buyers(form, language) or data.buyers
        return Notice(
            document=name_of(root),
            notice_subtype=number,
            notice_type=kind,
            form_type=form_type,
            languages=each(_language(one) for one in forms) or data.languages,
            issued=data.dispatched,
            published=data.published,
            publication_number=publication_number(root.get("DOC_ID")) or data.number,
            legal_basis=data.directive,
            reference=plain(text_at(contract, "REFERENCE_NUMBER")),
            title=_words(forms, "TITLE", "TITLE_CONTRACT") or data.title or None,
            description=_words(forms, "SHORT_DESCR", "SHORT_CONTRACT_DESCRIPTION"),
            buyers=buyers,
            organisations=(*buyers, *(one for made in self.results for one in made.winners)),
            nature=data.nature,
            procedure_type=procedure,
            cpv=cpv_codes(contract, "CPV_MAIN", "CPV_ADDITIONAL") or data.cpv,
            nuts=() if any(one.nuts for one in lots) else (nuts_codes(contract) or data.nuts),
            countries=(data.country,) if data.country else (),
            estimated_value=total(contract, "VAL_ESTIMATED_TOTAL") or data.estimated,
            total_awarded=total(contract, "VAL_TOTAL"),
            planned_date=day(text_at(contract, "DATE_PUBLICATION_NOTICE")),
            lots=lots,
            results=tuple(self.results),
            change=_change(number, form),
            previous=each([publication_number(text_at(first(form, "PROCEDURE"), "NOTICE_NUMBER_OJ"))]),
        )

    def _lots(self, language: str, deadline: str | None, *, by_request: bool, parts: bool) -> tuple[Lot, ...]:
        own = self.lots.get(language, [])
        others = [lots for spoken, lots in self.lots.items() if spoken != language]
        made = []
        for index, one in enumerate(own):
            title = dict(one.title or {})
            for lots in others:
                if index < len(lots):
                    title = {**(lots[index].title or {}), **title}
            given = {"deadline_request" if by_request else "deadline_tender": deadline}
            number = one.id or (f"LOT-{index + 1:04}" if len(own) > 1 else "LOT-0000")
            number = number.replace("LOT-", "PAR-") if parts else number
            made.append(replace(one, id=number, part=parts, title=title or None, **given))  # type: ignore[arg-type]
        return tuple(made)


def _form_around(element: "etree._Element") -> "etree._Element | None":
    for ancestor in element.iterancestors():
        parent = ancestor.getparent()
        if parent is not None and name_of(parent) == "FORM_SECTION":
            return ancestor
    return None


def _language(form: "etree._Element | None") -> str:
    given = (form.get("LG") or "") if form is not None else ""
    return codes.LANGUAGES.get(given.strip().upper(), UNKNOWN_LANGUAGE)


def _number(form: "etree._Element | None") -> str | None:
    """F02 and the like: the number that the form states, or that its element's name means."""
    if form is None:
        return None
    name = name_of(form)
    stated = (form.get("FORM") or "").strip().upper()
    if stated.startswith("F") and len(stated) == 3:
        return stated
    if stated.isdigit() and len(stated) <= 2:
        return f"F{int(stated):02}"
    return codes.OLD_FORMS.get(name) or (name[:3] if name[:1] == "F" and name[1:3].isdigit() else None)


def _kind(number: str | None, form: "etree._Element | None") -> tuple[str | None, str | None]:
    if form is None or number is None:
        return None, None
    notice = next(kids(form, "NOTICE"), None)
    stated = (notice.get("TYPE") or "") if notice is not None else ""
    if number in {"F21", "F22", "F23"}:
        return codes.SOCIAL.get(stated, (None, None))
    if number in {"F01", "F04"} and stated in codes.PLANNING:
        return codes.PLANNING[stated]
    if number == "F14":
        return "corr", "change"
    return codes.FORMS.get(number, (None, None))


def _procedure(form: "etree._Element | None") -> str | None:
    if form is None:
        return None
    return next(
        (codes.PROCEDURES[name] for one in form.iter() if (name := name_of(one)) in codes.PROCEDURES), None
    )


def _deadline(form: "etree._Element | None") -> tuple[str | None, str | None]:
    on = first(form, "DATE_RECEIPT_TENDERS")
    if on is not None:
        at = plain(text_at(on.getparent(), "TIME_RECEIPT_TENDERS"))
        return on.text, at if at is None or len(at.partition(":")[0]) == 2 else f"0{at}"
    old = first(form, "RECEIPT_LIMIT_DATE")
    if old is None:
        return None, None
    parts = [(plain(text_at(old, name)) or "") for name in ("YEAR", "MONTH", "DAY")]
    clock = (plain(text_at(old, "TIME")) or "").replace(".", ":")
    return "-".join(part.zfill(2) for part in parts), clock.zfill(5) if clock else None


def _buyers(form: "etree._Element | None", language: str) -> tuple[Organisation, ...]:
    body = first(form, "CONTRACTING_BODY", "CONTRACTING_AUTHORITY_INFORMATION", "AUTHORITY_PRIOR_INFORMATION")
    found: list[Organisation] = []
    for one in _named(body):
        name = plain(text_at(one, "OFFICIALNAME")) or plain(text_at(one, "ORGANISATION/OFFICIALNAME"))
        if name:
            found.append(party(one, name, language, key=f"ORG-{len(found) + 1:04}"))
    return tuple(found)


def _named(body: "etree._Element | None") -> "Iterator[etree._Element]":
    if body is None:
        return
    for one in body.iter():
        if name_of(one) in {
            "ADDRESS_CONTRACTING_BODY",
            "ADDRESS_CONTRACTING_BODY_ADDITIONAL",
            "CA_CE_CONCESSIONAIRE_PROFILE",
        }:
            yield one


def _words(forms: "list[etree._Element]", *names: str) -> Words | None:
    words: Words = {}
    for form in sorted(forms, key=lambda one: one.get("CATEGORY") == "TRANSLATION"):
        contract = first(form, "OBJECT_CONTRACT", "OBJECT_CONTRACT_INFORMATION", "OBJECT")
        text = paragraphs(first(contract, *names))
        if text:
            words.setdefault(_language(form), text)
    return words or None


def _change(number: str | None, form: "etree._Element | None") -> Change | None:
    """F14 corrects, F20 modifies: the notice that it is about."""
    if number not in {"F14", "F20"} or form is None:
        return None
    about = publication_number(text_at(first(form, "COMPLEMENTARY_INFO"), "NOTICE_NUMBER_OJ"))
    about = about or publication_number(text_at(first(form, "PROCEDURE"), "NOTICE_NUMBER_OJ"))
    return Change(about, "cor-buy" if number == "F14" else None)
