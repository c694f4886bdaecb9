"""In what two versions of a notice differ, as the parts that people know."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from utblick_tendering.reading import Notice

PARTS: Mapping[str, Callable[[Notice], Any]] = MappingProxyType(
    {
        "deadline": lambda one: [(lot.id, lot.deadlines) for lot in one.lots if lot.deadlines],
        "questions": lambda one: [
            (lot.id, lot.deadline_questions) for lot in one.lots if lot.deadline_questions
        ],
        "value": lambda one: (
            one.estimated_value,
            one.framework_max,
            one.total_awarded,
            [(lot.id, lot.value, lot.framework_max) for lot in one.lots if lot.value or lot.framework_max],
        ),
        "cpv": lambda one: (set(one.cpv), [(lot.id, set(lot.cpv)) for lot in one.lots]),
        "place": lambda one: (set(one.nuts_all), set(one.countries), one.anywhere),
        "lots": lambda one: [(lot.id, lot.title) for lot in one.lots],
        "title": lambda one: one.title,
        "description": lambda one: (one.description, [(lot.id, lot.description) for lot in one.lots]),
        "documents": lambda one: [(lot.id, lot.documents_url) for lot in one.lots],
        "submission": lambda one: [(lot.id, lot.submission_url, set(lot.languages)) for lot in one.lots],
        "buyer": lambda one: [(buyer.name, buyer.identifier) for buyer in one.buyers],
        "procedure": lambda one: (one.procedure_type, one.nature),
        "result": lambda one: [
            (two.lot, two.code, two.winners, two.tenders, two.decided) for two in one.results
        ],
    }
)
"""The parts in the order in which people want to hear of them."""


def differences(old: Notice, new: Notice) -> list[str]:
    """The names of the parts in which the new one differs; empty when only its form does."""
    return [name for name, part in PARTS.items() if part(old) != part(new)]
