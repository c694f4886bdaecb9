"""One notice as a release of OCDS 1.1.5. Amounts stay decimals, moments have their offset."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from utblick.api import NUTS, find_country, organisation_number
from utblick_tendering.models import NoticeState
from utblick_tendering.reading import Lot, Money, Notice, Organisation, Result
from utblick_tendering.reading.notice import Words
from utblick_tendering.reading.values import instant
from utblick_tendering.vocabulary.cpv import cpv_name

LANGUAGES = {"SWE": "sv", "ENG": "en", "FIN": "fi", "DEU": "de", "NOR": "no", "DAN": "da", "EST": "et"}
_CATEGORIES = {"supplies": "goods", "works": "works", "services": "services"}
_METHODS = {"open": "open", "restricted": "selective", "neg-w-call": "selective", "neg-wo-call": "limited",
            "comp-dial": "selective", "innovation": "selective"}  # fmt: skip
_STATUS = {
    NoticeState.CANCELLED: "cancelled",
    NoticeState.AWARDED: "complete",
    NoticeState.WITHOUT_WINNER: "unsuccessful",
}
PLANNING = frozenset({"planning", "consultation"})
RESULTS = frozenset({"result", "dir-awa-pre", "cont-modif", "completion"})


def release_of(notice: Notice, *, ocid: str, release_id: str, state: str, date: str) -> dict[str, Any]:
    """The release that tells what a notice tells; `date` is when it was published, an instant."""
    first = LANGUAGES.get(notice.languages[0], "sv") if notice.languages else "sv"
    made: dict[str, Any] = {
        "ocid": ocid,
        "id": release_id,
        "date": date,
        "tag": [_tag(notice)],
        "initiationType": "tender",
        "language": first,
        "parties": _parties(notice),
    }
    if notice.buyers:
        made["buyer"] = _reference(notice.buyers[0])
    if notice.form_type in PLANNING:
        made["planning"] = _planning(notice)
    made["tender"] = _tender(notice, first, state, notice.procedure_id or ocid)
    if notice.results:
        made["awards"] = [_award(one, n, release_id) for n, one in enumerate(notice.results, 1)]
    return made


def _tag(notice: Notice) -> str:
    if notice.form_type in PLANNING:
        return "planning"
    if notice.form_type in RESULTS:
        return "award"
    if notice.change is not None and notice.change.reason == "cancel":
        return "tenderCancellation"
    return "tender" if notice.change is None else "tenderUpdate"


def _planning(notice: Notice) -> dict[str, Any]:
    if notice.planned_date is None:
        return {}
    milestone = {
        "id": "planned",
        "type": "preProcurement",
        "title": "Planned publication",
        "dueDate": instant(notice.planned_date).isoformat(),
        "status": "scheduled",
    }
    return {"milestones": [milestone]}


def _tender(notice: Notice, first: str, state: str, tender_id: str) -> dict[str, Any]:
    planned = notice.form_type in PLANNING
    made: dict[str, Any] = {
        "id": tender_id,
        "status": "planned" if planned else _STATUS.get(NoticeState(state), "active"),
        **_worded("title", notice.title, first),
        **_worded("description", notice.description, first),
        "items": _items(notice),
        "lots": [_lot(one, n, first) for n, one in enumerate(notice.lots, 1)],
    }
    if notice.nature in _CATEGORIES:
        made["mainProcurementCategory"] = _CATEGORIES[notice.nature]
    if notice.procedure_type in _METHODS:
        made["procurementMethod"] = _METHODS[notice.procedure_type]
    if notice.estimated_value is not None:
        made["value"] = _money(notice.estimated_value)
    if notice.buyers:
        made["procuringEntity"] = _reference(notice.buyers[0])
    if ends := max((instant(one) for one in notice.deadlines), default=None):
        made["tenderPeriod"] = {"endDate": ends.isoformat()}
    if notice.change is not None:
        made["amendments"] = [_amendment(notice, first)]
    return {name: value for name, value in made.items() if value not in ([], None)}


def _amendment(notice: Notice, first: str) -> dict[str, Any]:
    assert notice.change is not None
    said = _worded("description", notice.change.description, first)
    return {
        "id": "1",
        **({"amendsReleaseID": notice.change.changed_notice} if notice.change.changed_notice else {}),
        **({"rationale": notice.change.reason} if notice.change.reason else {}),
        **({"description": said["description"]} if "description" in said else {}),
    }


def _items(notice: Notice) -> list[dict[str, Any]]:
    """What is bought as a whole (item 0), and by lot."""
    whole = _item("0", notice.cpv, notice.nuts, notice.countries)
    found = [whole] if whole else []
    for number, lot in enumerate(notice.lots, 1):
        if item := _item(str(number), lot.cpv, lot.nuts, lot.countries):
            found.append({**item, "relatedLot": lot_id(lot, number)})
    return found


def _item(number: str, cpv: Sequence[str], nuts: Sequence[str], countries: Sequence[str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if cpv:
        made["classification"] = _classified(cpv[0])
        made["additionalClassifications"] = [_classified(one) for one in cpv[1:]]
    places: list[dict[str, str]] = [
        {"region": code, "countryName": NUTS.name_of(code[:2], "en")} for code in nuts
    ]
    places += [{"countryName": _country(one)} for one in countries if not nuts]
    if places:
        made["deliveryAddresses"] = places
    return {"id": number, **{name: value for name, value in made.items() if value}} if made else {}


def _country(alpha3: str) -> str:
    known = find_country(alpha3)
    return known.en if known else alpha3


def _classified(code: str) -> dict[str, str]:
    return {"scheme": "CPV", "id": code, "description": cpv_name(code, "en")}


def lot_id(lot: Lot, number: int) -> str:
    """The key of a lot within its release."""
    return lot.id or str(number)


def _lot(lot: Lot, number: int, first: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": lot_id(lot, number),
        **_worded("title", lot.title, first),
        **_worded("description", lot.description, first),
    }
    if lot.value is not None:
        made["value"] = _money(lot.value)
    if lot.deadlines:
        made["tenderPeriod"] = {"endDate": instant(lot.deadlines[0]).isoformat()}
    if lot.deadline_questions:
        made["enquiryPeriod"] = {"endDate": instant(lot.deadline_questions).isoformat()}
    return made


def _award(result: Result, number: int, release_id: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": f"{release_id}-{number}",
        "status": {"selec-w": "active", "clos-nw": "unsuccessful"}.get(result.code or "", "pending"),
    }
    if result.decided:
        made["date"] = f"{result.decided[:10]}T00:00:00Z"
    if result.winners:
        made["suppliers"] = [_reference(one) for one in result.winners]
    if result.tenders:
        made["value"] = _money(result.tenders[0])
    if result.lot:
        made["relatedLots"] = [result.lot]
    return made


def _parties(notice: Notice) -> list[dict[str, Any]]:
    roles: dict[str, list[str]] = {}
    known: dict[str, Organisation] = {}
    for role, several in (("buyer", notice.buyers), ("supplier", notice.winners)):
        for one in several:
            known.setdefault(party_id(one), one)
            held = roles.setdefault(party_id(one), [])
            held += [role] if role not in held else []
    return [_party(known[key], key, roles[key]) for key in known]


def _party(organisation: Organisation, key: str, roles: list[str]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": key, "name": _name(organisation), "roles": roles}
    number = organisation_number(organisation.identifier)
    if number:
        made["identifier"] = {"scheme": "SE-ORGNR", "id": number, "legalName": _name(organisation)}
    elif organisation.identifier:
        made["additionalIdentifiers"] = [{"id": organisation.identifier}]
    country = find_country(organisation.country or "")
    address = {
        "locality": organisation.city,
        "region": organisation.nuts,
        "countryName": country.en if country else None,
    }
    if any(address.values()):
        made["address"] = {name: value for name, value in address.items() if value}
    return made


def party_id(organisation: Organisation) -> str:
    """A key that the same organisation has in every release, where it has a number."""
    number = organisation_number(organisation.identifier)
    if number:
        return f"SE-ORGNR-{number.replace('-', '')}"
    return organisation.identifier or _name(organisation) or organisation.id


def _reference(organisation: Organisation) -> dict[str, str]:
    return {"id": party_id(organisation), "name": _name(organisation)}


def _name(organisation: Organisation) -> str:
    return next(iter(organisation.name.values()), "") or organisation.identifier or organisation.id


def _money(amount: Money) -> dict[str, Any]:
    return {"amount": amount.amount, **({"currency": amount.currency} if amount.currency else {})}


def _worded(name: str, text: Words | None, first: str) -> dict[str, str]:
    """The text in the language of the release, and in others under names that say which."""
    spoken = {LANGUAGES[one]: said for one, said in (text or {}).items() if one in LANGUAGES}
    made = {f"{name}_{language}": said for language, said in spoken.items() if language != first}
    main = spoken.get(first) or next(iter((text or {}).values()), None)
    return {name: main, **made} if main else made


def in_order(releases: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The releases by date, as they must be merged."""
    return sorted(releases, key=lambda one: str(one["date"]))
