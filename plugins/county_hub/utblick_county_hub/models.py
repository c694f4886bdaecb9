"""The tables: what the members have told, each row with the code that the county's server wrote."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from utblick.api import Amount, Record, UtcDateTime


class Goal(Record, table=True):
    """How a goal of a member stands, as it was last told."""

    __tablename__ = "county_hub_goal"
    __table_args__ = (UniqueConstraint("member", "thing", name="uq_county_hub_goal"),)

    member: str = Field(max_length=4, index=True)
    thing: str = Field(max_length=120)
    code: str = Field(default="", max_length=10)
    title: str = Field(default="", max_length=200)
    title_en: str = Field(default="", max_length=200)
    indicator: str = Field(max_length=100, index=True)
    starts_on: date
    ends_on: date
    reading: Decimal = Field(sa_type=Amount)
    target: Decimal = Field(sa_type=Amount)
    light: str = Field(default="", max_length=10)
    state: str = Field(default="agreed", max_length=10)


class Way(Record, table=True):
    """A way that somebody in a member has to a country, standing or taken back. Nobody here knows who."""

    __tablename__ = "county_hub_way"
    __table_args__ = (UniqueConstraint("member", "thing", name="uq_county_hub_way"),)

    member: str = Field(max_length=4, index=True)
    thing: str = Field(max_length=120)
    source: str = Field(max_length=40)
    country: str = Field(max_length=2, index=True)
    kind: str = Field(default="", max_length=40)
    section: str = Field(default="", max_length=1)
    told_on: date
    stands: bool = True


class Call(Record, table=True):
    """A call for proposals that a member follows."""

    __tablename__ = "county_hub_call"
    __table_args__ = (UniqueConstraint("member", "identifier", name="uq_county_hub_call"),)

    member: str = Field(max_length=4, index=True)
    identifier: str = Field(max_length=120, index=True)
    title: str = Field(default="", max_length=300)
    programme: str = Field(default="", max_length=200)
    deadline: datetime | None = Field(default=None, sa_type=UtcDateTime)
    is_open: bool = True


class Seminar(Record, table=True):
    """A seminar of a member that everybody in the county may come to, as it was last told."""

    __tablename__ = "county_hub_seminar"
    __table_args__ = (UniqueConstraint("member", "thing", name="uq_county_hub_seminar"),)

    member: str = Field(max_length=4, index=True)
    thing: str = Field(max_length=120)
    title: str = Field(default="", max_length=200)
    title_en: str = Field(default="", max_length=200)
    starts_at: datetime = Field(sa_type=UtcDateTime, index=True)
    place: str = Field(default="", max_length=200)
    online: bool = False
    seats: int = 0
    free_seats: int = 0
    sign_up_until: date | None = None
    url: str = Field(default="", max_length=500)
    is_open: bool = True


class Told(Record, table=True):
    """A story that a member has published, as it was last told, or taken back."""

    __tablename__ = "county_hub_told"
    __table_args__ = (UniqueConstraint("member", "thing", name="uq_county_hub_told"),)

    member: str = Field(max_length=4, index=True)
    thing: str = Field(max_length=120)
    title: str = Field(default="", max_length=200)
    title_en: str = Field(default="", max_length=200)
    kind: str = Field(default="", max_length=20)
    country: str = Field(default="", max_length=2)
    published_on: date = Field(index=True)
    url: str = Field(default="", max_length=500)
    stands: bool = True


class Story(Record, table=True):
    """A company's consent to have its story told; which company it is stays with its municipality."""

    __tablename__ = "county_hub_story"
    __table_args__ = (UniqueConstraint("member", "thing", name="uq_county_hub_story"),)

    member: str = Field(max_length=4, index=True)
    thing: str = Field(max_length=120)
    named: bool = False
    told_on: date


class Question(Record, table=True):
    """A member asks who has a way to somewhere."""

    __tablename__ = "county_hub_question"
    __table_args__ = (UniqueConstraint("member", "introduction_id", name="uq_county_hub_question"),)

    member: str = Field(max_length=4, index=True)
    introduction_id: UUID
    title: str = Field(default="", max_length=120)
    country: str = Field(max_length=2)
    place: str = Field(default="", max_length=80)
    section: str = Field(default="", max_length=1)
    about: str = Field(default="", max_length=1000)
    reply_key: str = Field(default="", max_length=60)
    asked_on: date
    is_open: bool = True
    answers: int = 0


class Match(Record, table=True):
    """A member that a question was passed on to. That it was answered is all that is ever known here."""

    __tablename__ = "county_hub_match"
    __table_args__ = (UniqueConstraint("question_id", "member", name="uq_county_hub_match"),)

    question_id: UUID = Field(foreign_key="county_hub_question.id", index=True)
    member: str = Field(max_length=4, index=True)
    answered: bool = False


class Heard(Record, table=True):
    """How much a member has told, and when it told something last."""

    __tablename__ = "county_hub_heard"

    member: str = Field(max_length=4, unique=True)
    events: int = 0
    last_at: datetime = Field(sa_type=UtcDateTime)
