"""A notice as it was published: what is missing is None, and nothing is guessed."""

from dataclasses import dataclass
from decimal import Decimal

Words = dict[str, str]
"""A text by language, three letters in capitals as in eForms (ISO 639-2), in the order of the document."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount as written, with its ISO 4217 currency (None where the document names none)."""

    amount: Decimal
    currency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A party of the notice; `id` is its key within the notice (ORG-0001)."""

    id: str
    name: Words
    identifier: str | None = None
    city: str | None = None
    nuts: str | None = None
    country: str | None = None
    size: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    """One lot, or one part of a planning notice (`part`). Deadlines are ISO 8601 with the offset given.

    A deadline without a time of day is a day: the day's end counts. `anywhere` is BT-727:
    anyw, anyw-cou or anyw-eea.
    """

    id: str | None
    part: bool = False
    title: Words | None = None
    description: Words | None = None
    nature: str | None = None
    cpv: tuple[str, ...] = ()
    nuts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    anywhere: str | None = None
    value: Money | None = None
    framework_max: Money | None = None
    deadline_tender: str | None = None
    deadline_request: str | None = None
    deadline_interest: str | None = None
    deadline_questions: str | None = None
    documents_url: str | None = None
    submission_url: str | None = None
    languages: tuple[str, ...] = ()
    suits_small_firms: bool | None = None
    framework: str | None = None
    dynamic_purchasing: str | None = None
    eu_funded: bool | None = None

    @property
    def deadlines(self) -> tuple[str, ...]:
        """What must be handed in by when: tender, request to take part, expression of interest."""
        given = (self.deadline_tender, self.deadline_request, self.deadline_interest)
        return tuple(dict.fromkeys(one for one in given if one))


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one lot: `code` is selec-w, clos-nw or open-nw (BT-142).

    `decided` is the day of the decision (BT-1451), else the one on which the contract was concluded (BT-145).
    """

    code: str | None
    lot: str | None = None
    reason: str | None = None
    winners: tuple[Organisation, ...] = ()
    tenders: tuple[Money, ...] = ()
    received: int | None = None
    decided: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """Which notice this one changes ("id-version" or a publication number), and why (BT-140)."""

    changed_notice: str | None
    reason: str | None
    description: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A whole notice. `document` is the name of the root element; codes are those of eForms.

    `previous` are the earlier notices of the same procurement that it names, as `Change` names them.
    """

    document: str
    notice_id: str | None = None
    procedure_id: str | None = None
    version: str | None = None
    notice_subtype: str | None = None
    notice_type: str | None = None
    form_type: str | None = None
    languages: tuple[str, ...] = ()
    issued: str | None = None
    published: str | None = None
    publication_number: str | None = None
    legal_basis: str | None = None
    reference: str | None = None
    title: Words | None = None
    description: Words | None = None
    buyers: tuple[Organisation, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    nature: str | None = None
    procedure_type: str | None = None
    cpv: tuple[str, ...] = ()
    nuts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    anywhere: str | None = None
    estimated_value: Money | None = None
    framework_max: Money | None = None
    total_awarded: Money | None = None
    planned_date: str | None = None
    lots: tuple[Lot, ...] = ()
    results: tuple[Result, ...] = ()
    change: Change | None = None
    previous: tuple[str, ...] = ()

    @property
    def cpv_all(self) -> tuple[str, ...]:
        """The codes of the procedure, then those of the lots, each once."""
        return tuple(dict.fromkeys([*self.cpv, *(code for lot in self.lots for code in lot.cpv)]))

    @property
    def nuts_all(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys([*self.nuts, *(code for lot in self.lots for code in lot.nuts)]))

    @property
    def deadlines(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one for lot in self.lots for one in lot.deadlines))

    @property
    def winners(self) -> tuple[Organisation, ...]:
        found = {org.id: org for result in self.results for org in result.winners}
        return tuple(found.values())
