"""What the hub reads of the members' events: tolerant models of its own, since senders are of any version."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, Field, NonNegativeInt, StringConstraints

Code = Annotated[str, StringConstraints(max_length=120)]
Words = Annotated[str, StringConstraints(max_length=1000)]
Address = Annotated[str, StringConstraints(max_length=500, pattern=r"^(https?://[^\s\"<>]+)?$")]
Land = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class Counted(BaseModel):
    """How a goal stands."""

    code: Annotated[str, StringConstraints(max_length=10)] = ""
    title: Annotated[str, StringConstraints(max_length=200)] = ""
    title_en: Annotated[str, StringConstraints(max_length=200)] = ""
    indicator: Annotated[str, StringConstraints(max_length=100)] = Field(
        examples=["export_deals.confirmed_agreements"]
    )
    starts_on: date
    ends_on: date
    reading: Decimal
    target: Decimal
    light: Annotated[str, StringConstraints(max_length=10)] = ""
    state: Annotated[str, StringConstraints(max_length=10)] = "agreed"


class Confirmed(BaseModel):
    """That there is a way to a country: an agreement, or a twin town."""

    country: Land
    kind: Annotated[str, StringConstraints(max_length=40)] = ""
    category: Annotated[str, StringConstraints(max_length=40)] = ""
    section: Annotated[str, StringConstraints(max_length=1)] = ""


class Opened(BaseModel):
    """A call that can be applied for."""

    identifier: Code
    title: Annotated[str, StringConstraints(max_length=300)] = ""
    programme: Annotated[str, StringConstraints(max_length=200)] = ""
    deadline: datetime | None = None


class Closed(BaseModel):
    """A call that can no longer be applied for."""

    identifier: Code


class Announced(BaseModel):
    """A seminar that can be signed up for, and how many seats are free."""

    title: Annotated[str, StringConstraints(max_length=200)]
    title_en: Annotated[str, StringConstraints(max_length=200)] = ""
    starts_at: AwareDatetime
    place: Annotated[str, StringConstraints(max_length=200)] = ""
    online: bool = False
    seats: NonNegativeInt = 0
    free_seats: NonNegativeInt = 0
    sign_up_until: date | None = None
    url: Address = ""


class Told(BaseModel):
    """A story that everybody can read."""

    title: Annotated[str, StringConstraints(max_length=200)]
    title_en: Annotated[str, StringConstraints(max_length=200)] = ""
    kind: Annotated[str, StringConstraints(max_length=20)] = ""
    country: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2})?$")] = ""
    published_on: date
    url: Address = ""


class Consented(BaseModel):
    """That a company lets its story be told."""

    named: bool = False


class Requested(BaseModel):
    """Who has a way to somewhere?"""

    introduction_id: UUID
    title: Annotated[str, StringConstraints(max_length=120)] = ""
    country: Land
    place: Annotated[str, StringConstraints(max_length=80)] = ""
    section: Annotated[str, StringConstraints(max_length=1)] = ""
    about: Words = ""
    reply_key: Annotated[str, StringConstraints(max_length=60)] = ""


class Ended(BaseModel):
    """A question that is asked no more."""

    introduction_id: UUID


class Granted(BaseModel):
    """A sealed answer to a match."""

    match_id: UUID
    sealed: Annotated[str, StringConstraints(max_length=8000)]
