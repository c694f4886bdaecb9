"""How a row's verdict lies in the database while it waits, and how it comes back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from utblick.i18n.message import packed, unpacked
from utblick.identity.registers.candidate import Candidate, Contact, Problem
from utblick.identity.registers.verdicts import RowVerdict


def packed_row(import_id: UUID, verdict: RowVerdict) -> dict[str, Any]:
    """The columns of `ImportRow` for a verdict; those that are only known later are left out."""
    candidate = verdict.candidate
    return {
        "import_id": import_id,
        "row": candidate.row,
        "line": candidate.line,
        "name": candidate.values.get("name", "")[:200],
        "verdict": verdict.verdict,
        "of_row": verdict.of_row,
        "of_id": verdict.of_known,
        "is_certain": verdict.is_certain,
        "has_problems": bool(candidate.problems),
        "reasons": [packed(reason) for reason in verdict.reasons],
        "problems": [packed_problem(problem) for problem in candidate.problems],
        "candidate": packed_candidate(candidate) if candidate.is_importable else {},
        "decision": "",
        "outcome": "",
        "version": 0,
        "before": {},
        "after": {},
    }


def packed_problem(problem: Problem) -> dict[str, Any]:
    return {"column": problem.column, "code": problem.code, "message": packed(problem.message)}


def packed_candidate(candidate: Candidate) -> dict[str, Any]:
    contact = candidate.contact
    return {
        "values": {name: _plain(value) for name, value in candidate.values.items()},
        "contact": [contact.name, contact.role, contact.email, contact.phone] if contact else None,
        "vat": candidate.vat,
        "unverified": candidate.unverified,
        "remarks": [packed(remark) for remark in candidate.remarks],
    }


def candidate(row: int, line: int, kept: Mapping[str, Any]) -> Candidate:
    """The candidate as it was packed; its problems stay where they are."""
    return Candidate(
        row=row,
        line=line,
        values={name: _typed(name, value) for name, value in kept["values"].items()},
        contact=Contact(*kept["contact"]) if kept["contact"] else None,
        vat=kept["vat"],
        unverified=kept["unverified"],
        remarks=tuple(unpacked(remark) for remark in kept["remarks"]),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | date):
        return str(value)
    return list(value) if isinstance(value, tuple) else value


def _typed(name: str, value: Any) -> Any:
    if name == "turnover":
        return Decimal(value)
    return date.fromisoformat(value) if name == "last_contact" else value


def plain_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Column values as JSON holds them."""
    return {name: _plain(value) for name, value in values.items()}


def typed_value(name: str, value: Any) -> Any:
    """One column value as the table holds it."""
    return None if value is None else _typed(name, value)
