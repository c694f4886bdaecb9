"""A notice as one JSON object: what `utblick tendering read --json` prints."""

from typing import Any

from utblick_tendering.reading.notice import Lot, Money, Notice


def summary(notice: Notice) -> dict[str, Any]:
    """Plain values by name; amounts as text, deadlines with the offset given, missing ones None."""
    change = notice.change
    return {
        "notice_id": notice.notice_id,
        "procedure_id": notice.procedure_id,
        "version": notice.version,
        "document": notice.document,
        "notice_subtype": notice.notice_subtype,
        "notice_type": notice.notice_type,
        "form_type": notice.form_type,
        "languages": list(notice.languages),
        "title": notice.title,
        "buyers": [buyer.name for buyer in notice.buyers],
        "nature": notice.nature,
        "procedure_type": notice.procedure_type,
        "cpv_main": notice.cpv[0] if notice.cpv else None,
        "cpv_all": list(notice.cpv_all),
        "nuts_all": list(notice.nuts_all),
        "anywhere": notice.anywhere,
        "estimated_value": _money(notice.estimated_value),
        "framework_max": _money(notice.framework_max),
        "lot_count": len(notice.lots),
        "lots": [_lot(lot) for lot in notice.lots],
        "deadlines_distinct": list(notice.deadlines),
        "publication_number": notice.publication_number,
        "winners": [next(iter(one.name.values()), "") for one in notice.winners],
        "lot_results": [result.code for result in notice.results],
        "change": {"changed_notice": change.changed_notice, "reason": change.reason} if change else None,
        "planned_date": notice.planned_date,
    }


def _lot(lot: Lot) -> dict[str, Any]:
    return {
        "id": lot.id,
        "title": lot.title,
        "cpv": list(lot.cpv),
        "value": _money(lot.value),
        "deadline_tender": lot.deadline_tender,
        "deadline_request": lot.deadline_request,
    }


def _money(money: Money | None) -> dict[str, str | None] | None:
    return {"amount": format(money.amount, "f"), "currency": money.currency} if money else None
