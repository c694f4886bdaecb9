"""What the rules ask of a consortium, as plain values."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation in a seat: `sure` when it has said yes, else it may still."""

    role: str
    kind: str
    country: str
    sure: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A consortium as the rules see it."""

    parties: tuple[Party, ...] = ()
    months: int | None = None
    participants: int | None = None
    international: int | None = None
    event_countries: tuple[str, ...] = ()
    budget: Decimal | None = None
    grant: Decimal | None = None
    cooperation: tuple[bool, bool, bool, bool] = (False, False, False, False)
    """Development, implementation, staffing and financing in common."""
