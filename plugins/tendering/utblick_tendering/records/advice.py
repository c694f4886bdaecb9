"""Advice to single firms and the tender school as records."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlmodel import SQLModel

from utblick.api import Context, Field, Kind, Msg, RecordType, Section, _, format_date, format_money
from utblick_tendering.choices.school import ENROLMENT_STATES, MODULES
from utblick_tendering.models import Advice, Enrolment
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.queries.aid import CEILING, aid_of
from utblick_tendering.service import advice as service
from utblick_tendering.service import school


def _give(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return service.give_advice(ctx, values)


def _update(ctx: Context, row: SQLModel, changes: Mapping[str, Any]) -> object:
    return service.update_advice(ctx, cast("Advice", row), changes)


def _worth(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    advice = cast("Advice", row)
    aid = aid_of(ctx, advice.organisation_id)
    said = _(
        "{given} of {limit} since {day}",
        given=format_money(aid.given, "EUR", ctx.language),
        limit=format_money(CEILING, "EUR", ctx.language),
        day=format_date(aid.since, ctx.language, style="long"),
    )
    return [(_("The company's small aid in three years"), said)]


def _enrol(ctx: Context, values: Mapping[str, Any]) -> SQLModel:
    return school.enrol(ctx, values)


def _progress(ctx: Context, row: SQLModel) -> Sequence[tuple[Msg, object]]:
    done = len(cast("Enrolment", row).modules)
    return [(_("Modules"), _("{count} of {all} completed", count=done, all=len(MODULES)))]


ADVICE = RecordType(
    kind="advice",
    model=Advice,
    title=_("Advice to a company"),
    plural=_("Advice to companies"),
    path="advice",
    icon="scale",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("Help that a single firm was given, with hours and value; what is small aid is added up."),
    empty=_("Nothing noted yet. Note what help a single firm was given, so that the sum is known."),
    fields=(
        Field(name="title", label=_("What the company was helped with"), required=True, max_length=300),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, required=True),
        Field(name="given_on", label=_("Given on"), kind=Kind.DATE, help=_("Empty: today.")),
        Field(name="bid_id", label=_("The bid it was for"), kind=Kind.RECORD, refers_to="tendering/bid"),
        Field(name="hours", label=_("Hours"), kind=Kind.DECIMAL, minimum=0),
        Field(
            name="value",
            label=_("Value"),
            kind=Kind.MONEY,
            currency_field="currency",
            minimum=0,
            help=_("What the company would have paid for the same help elsewhere."),
        ),
        Field(name="currency", label=_("Currency"), kind=Kind.CURRENCY),
        Field(name="value_eur", label=_("Value in EUR"), kind=Kind.DECIMAL, read_only=True),
        Field(name="rate_day", label=_("At the rate of"), kind=Kind.DATE, read_only=True),
        Field(
            name="de_minimis",
            label=_("Small aid (de minimis)"),
            kind=Kind.BOOLEAN,
            help=_(
                "Yes for help that favours this company and that others cannot have on the same terms. A firm"
                " may have 300,000 euro of such aid in three years, from all who give it, together with the"
                " companies of its group. Whether it is aid, a person decides."
            ),
        ),
        Field(
            name="not_aid_reason",
            label=_("Why it is no small aid"),
            max_length=500,
            help=_("Needed only where the company has no room left: open to all, say, or paid for."),
        ),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("title", "organisation_id", "given_on", "hours", "value", "de_minimis", "owner_id"),
    filters=("organisation_id", "given_on", "de_minimis", "owner_id"),
    search=("title", "note"),
    sort="-given_on",
    sections=(
        Section(title=_("The help"), fields=("title", "organisation_id", "given_on", "bid_id")),
        Section(
            title=_("Hours and value"),
            fields=("hours", "value", "currency", "value_eur", "rate_day", "de_minimis", "not_aid_reason"),
        ),
        Section(title=_("Background"), fields=("owner_id", "note")),
    ),
    create=_give,
    update=_update,
    facts=_worth,
)

ENROLMENTS = RecordType(
    kind="enrolment",
    model=Enrolment,
    title=_("Company in the tender school"),
    plural=_("Companies in the tender school"),
    path="enrolments",
    in_menu=False,
    icon="school",
    read=READ,
    write=WRITE,
    name="title",
    lead=_("How far companies have come in the tender school."),
    empty=_("No company is in the school yet. Enrol one that has lost, or that has never tried."),
    fields=(
        Field(name="title", label=_("Name"), read_only=True),
        Field(name="organisation_id", label=_("Company"), kind=Kind.ORGANISATION, required=True),
        Field(name="person_id", label=_("Who takes part"), kind=Kind.PERSON, personal=True),
        Field(name="state", label=_("Status"), kind=Kind.CHOICE, choices=ENROLMENT_STATES, read_only=True),
        Field(
            name="because_bid_id",
            label=_("The bid that led here"),
            kind=Kind.RECORD,
            refers_to="tendering/bid",
        ),
        Field(name="started_on", label=_("Began on"), kind=Kind.DATE, read_only=True),
        Field(name="passed_on", label=_("Completed on"), kind=Kind.DATE, read_only=True),
        Field(name="valid_until", label=_("Counts until"), kind=Kind.DATE, read_only=True),
        Field(name="owner_id", label=_("Case officer"), kind=Kind.USER),
        Field(name="note", label=_("Note"), kind=Kind.LONG_TEXT, max_length=5000),
    ),
    columns=("organisation_id", "state", "started_on", "passed_on", "valid_until", "owner_id"),
    filters=("organisation_id", "state", "owner_id", "passed_on"),
    search=("title", "note"),
    state="state",
    sections=(
        Section(title=_("The company"), fields=("organisation_id", "person_id", "because_bid_id")),
        Section(title=_("How far"), fields=("started_on", "passed_on", "valid_until")),
        Section(title=_("Background"), fields=("owner_id", "note")),
    ),
    create=_enrol,
    facts=_progress,
)

RECORDS: tuple[RecordType, ...] = (ADVICE, ENROLMENTS)
