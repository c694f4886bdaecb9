"""Releases of OCDS as notices: what is left out is None, and what is of the wrong kind is left out."""

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from utblick.api import NUTS, _, find_country
from utblick_tendering.ocds.release import LANGUAGES
from utblick_tendering.reading import Change, Lot, Money, Notice, NoticeRefused, Organisation, Result
from utblick_tendering.reading.notice import Words
from utblick_tendering.reading.values import cpv_code, day, each, plain, publication_number

Json = Mapping[str, Any]
_SPOKEN = {short: long for long, short in LANGUAGES.items()}
_NATURES = {"goods": "supplies", "works": "works", "services": "services"}
_CODES = {"active": "selec-w", "unsuccessful": "clos-nw", "pending": "open-nw"}
_EFORMS = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:-(\d{2}))?", re.IGNORECASE)
_OWN = re.compile(r"(procurement|address|digest):(.{1,300})", re.DOTALL)
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?(\.\d+)?(Z|[+-]\d\d:\d\d)")


def releases_in(content: bytes) -> list[Any]:
    """The releases of a package, or a release alone; raises `NoticeRefused` with a sentence."""
    try:
        said = json.loads(content, parse_float=Decimal, parse_constant=lambda _name: None)
    except (ValueError, RecursionError) as error:
        raise NoticeRefused(_("The file is not sound JSON.")) from error
    if isinstance(said, dict) and isinstance(said.get("releases"), list):
        return list(said["releases"])
    if isinstance(said, dict) and "ocid" in said:
        return [said]
    raise NoticeRefused(_("The file is no release package of OCDS."))


def notice_of(release: Any) -> tuple[Notice, tuple[tuple[str, str], ...]]:
    """The notice that a release tells of, and what else it is known by. Raises `NoticeRefused`."""
    if not isinstance(release, dict) or not _text(release.get("ocid")) or not _text(release.get("id")):
        raise NoticeRefused(_("The release has no ocid and id."))
    first = _SPOKEN.get(_text(release.get("language"))[:2].lower(), "UND")
    tender = _map(release.get("tender"))
    tags = [one for one in _list(release.get("tag")) if isinstance(one, str)]
    identity = _text(release["id"])
    own = _EFORMS.fullmatch(identity)
    parties = {_text(one.get("id")): _party(one, first) for one in _maps(release.get("parties"))}
    buyers = _buyers(release, tender, parties)
    items = _maps(tender.get("items"))
    codes, places, countries = _bought([one for one in items if not one.get("relatedLot")])
    results = tuple(_result(one, parties, first) for one in _maps(release.get("awards")))
    lots = _lots(tender, items, first)
    notice = Notice(
        document="OCDS",
        notice_id=own[1].lower() if own else None,
        version=own[2] if own else None,
        procedure_id=_procedure(tender, release),
        publication_number=publication_number(identity),
        form_type=_form_type(tags, tender),
        languages=(first,) if first != "UND" else (),
        published=day(_text(release.get("date"))[:10]),
        title=_words(tender, "title", first),
        description=_words(tender, "description", first),
        buyers=buyers,
        organisations=tuple(parties.values()),
        nature=_NATURES.get(_text(tender.get("mainProcurementCategory"))),
        cpv=codes,
        nuts=places,
        countries=countries,
        estimated_value=_money(tender.get("value")),
        planned_date=_planned(release),
        lots=lots,
        results=results,
        change=_change(tags, tender, first),
    )
    return notice, _keys(release, identity, own is not None or notice.publication_number is not None)


def _keys(release: Json, identity: str, is_known: bool) -> tuple[tuple[str, str], ...]:
    if is_known:
        return ()
    if own := _OWN.fullmatch(identity):
        return ((own[1], own[2]),)
    return (("address", f"ocds:{_text(release.get('ocid'))}:{identity}"[:300]),)


def _procedure(tender: Json, release: Json) -> str | None:
    """The id of eForms, where the tender has one; else the ocid, which is the procurement's."""
    found = _EFORMS.fullmatch(_text(tender.get("id")))
    return found[1] if found else _text(release.get("ocid"))[:80] or None


def _form_type(tags: Sequence[str], tender: Json) -> str:
    if any(one in ("award", "awardUpdate", "contract", "contractUpdate") for one in tags):
        return "result"
    if "planning" in tags or tender.get("status") in ("planning", "planned"):
        return "planning"
    return "competition"


def _change(tags: Sequence[str], tender: Json, first: str) -> Change | None:
    amendments = _maps(tender.get("amendments"))
    told = amendments[-1] if amendments else {}
    if not told and "tenderCancellation" not in tags:
        return None
    reason = "cancel" if "tenderCancellation" in tags else plain(_text(told.get("rationale"))[:40])
    words = _text(told.get("description"))
    return Change(
        changed_notice=plain(_text(told.get("amendsReleaseID"))),
        reason=reason,
        description={first: words} if words else None,
    )


def _planned(release: Json) -> str | None:
    for one in _maps(_map(release.get("planning")).get("milestones")):
        if one.get("type") == "preProcurement" and (found := day(_text(one.get("dueDate"))[:10])):
            return found
    return None


def _lots(tender: Json, items: Sequence[Json], first: str) -> tuple[Lot, ...]:
    """The lots; a tender without any is one, for its deadline."""
    ends = _ends(tender, "tenderPeriod")
    questions = _ends(tender, "enquiryPeriod")
    lots = []
    for one in _maps(tender.get("lots")):
        name = plain(_text(one.get("id")))
        codes, places, countries = _bought([item for item in items if _text(item.get("relatedLot")) == name])
        lots.append(
            Lot(
                id=name,
                part=bool(name) and str(name).startswith("PAR-"),
                title=_words(one, "title", first),
                description=_words(one, "description", first),
                cpv=codes,
                nuts=places,
                countries=countries,
                value=_money(one.get("value")),
                deadline_tender=_ends(one, "tenderPeriod") or ends,
                deadline_questions=_ends(one, "enquiryPeriod") or questions,
            )
        )
    if not lots and ends is not None:
        lots = [Lot(id=None, deadline_tender=ends, deadline_questions=questions)]
    return tuple(lots)


def _bought(items: Sequence[Json]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """CPV codes, regions and countries of these items."""
    codes: list[str | None] = []
    regions: list[str | None] = []
    countries: list[str | None] = []
    for item in items:
        classified = (_map(item.get("classification")), *_maps(item.get("additionalClassifications")))
        codes += [
            cpv_code(re.sub(r"\.0$", "", _text(one.get("id"))))
            for one in classified
            if _text(one.get("scheme")).upper() == "CPV"
        ]
        for place in _maps(item.get("deliveryAddresses")):
            region = NUTS.code_of(_text(place.get("region"))) if place.get("region") else None
            known = find_country(_text(place.get("countryName")))
            regions.append(region)
            countries.append(known.alpha3 if known and region is None else None)
    return each(codes), each(regions), each(countries)


def _buyers(release: Json, tender: Json, parties: Mapping[str, Organisation]) -> tuple[Organisation, ...]:
    named = [key for key, party in parties.items() if "buyer" in _roles(release, key)]
    wanted = _text(_map(release.get("buyer")).get("id")) or _text(
        _map(tender.get("procuringEntity")).get("id")
    )
    if wanted in parties:
        named = [wanted, *(one for one in named if one != wanted)]
    return tuple(parties[one] for one in named)


def _roles(release: Json, key: str) -> list[Any]:
    for one in _maps(release.get("parties")):
        if _text(one.get("id")) == key:
            return _list(one.get("roles"))
    return []


def _party(party: Json, first: str) -> Organisation:
    address, known = _map(party.get("address")), _map(party.get("identifier"))
    country = find_country(_text(address.get("countryName")))
    others = _maps(party.get("additionalIdentifiers"))
    number = _text(known.get("id")) or next((_text(one.get("id")) for one in others), "")
    return Organisation(
        id=_text(party.get("id"))[:100] or "PARTY",
        name={first: name} if (name := _text(party.get("name"))) else {},
        identifier=plain(re.sub(r"\.0$", "", number)),
        city=plain(_text(address.get("locality"))),
        nuts=NUTS.code_of(_text(address.get("region"))) if address.get("region") else None,
        country=country.alpha3 if country else None,
    )


def _result(award: Json, parties: Mapping[str, Organisation], first: str) -> Result:
    lots = [_text(one) for one in _list(award.get("relatedLots"))]
    price = _money(award.get("value"))
    suppliers = [
        parties.get(_text(one.get("id"))) or _party(one, first) for one in _maps(award.get("suppliers"))
    ]
    return Result(
        code=_CODES.get(_text(award.get("status"))),
        lot=lots[0] if lots else None,
        winners=tuple(suppliers),
        tenders=(price,) if price else (),
        decided=day(_text(award.get("date"))[:10]),
    )


def _money(value: Any) -> Money | None:
    said = _map(value)
    amount = said.get("amount")
    if isinstance(amount, bool) or not isinstance(amount, int | Decimal):
        return None
    if not -(10**15) < amount < 10**15:
        return None
    currency = _text(said.get("currency"))
    return Money(Decimal(amount), currency if re.fullmatch(r"[A-Z]{3}", currency) else None)


def _ends(part: Json, period: str) -> str | None:
    written = _text(_map(part.get(period)).get("endDate"))
    return re.sub(r"\.\d+", "", written) if _INSTANT.fullmatch(written) and day(written[:10]) else None


def _words(part: Json, name: str, first: str) -> Words | None:
    found = {first: said} if (said := _text(part.get(name))) else {}
    for short, language in _SPOKEN.items():
        if said := _text(part.get(f"{name}_{short}")):
            found[language] = said
    return found or None


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value.strip()
    return str(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else ""


def _map(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _maps(value: Any) -> list[Json]:
    return [one for one in _list(value) if isinstance(one, dict)]
