"""Notices that people write themselves: those below the thresholds, which are published as no file."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from utblick.api import NUTS, Context, FieldProblem, Invalid, _
from utblick_tendering.models import SourceKind
from utblick_tendering.reading import Lot, Money, Notice, Organisation
from utblick_tendering.reading.values import SWEDISH_TIME
from utblick_tendering.service.intakes import source_of_kind
from utblick_tendering.service.notices import Kept, keep
from utblick_tendering.vocabulary.cpv import code_of


def _none(value: object) -> object:
    return None if value == "" else value


def _number(value: object) -> object:
    text = "".join(value.split()).replace(",", ".") if isinstance(value, str) else value
    return _none(text)


def _codes(value: object) -> object:
    given = [value] if isinstance(value, str) else value
    return [part.strip() for one in given for part in str(one).split(",") if part.strip()]  # type: ignore[attr-defined]


class NoticeForm(BaseModel):
    """What is asked of somebody who writes a notice by hand."""

    title: str = Field(min_length=1, max_length=500)
    buyer: str = Field(min_length=1, max_length=300)
    buyer_number: str = Field(default="", max_length=40)
    description: str = Field(default="", max_length=5000)
    nature: str = Field(default="", max_length=16)
    procurement_id: str = Field(default="", max_length=80)
    web_url: str = Field(default="", max_length=500, pattern=r"^(https?://\S+)?$")
    documents_url: str = Field(default="", max_length=500, pattern=r"^(https?://\S+)?$")
    cpv: Annotated[list[str], BeforeValidator(_codes)] = []
    nuts: Annotated[list[str], BeforeValidator(_codes)] = []
    value: Annotated[Annotated[Decimal, Field(ge=0, lt=10**13)] | None, BeforeValidator(_number)] = None
    published_on: Annotated[date | None, BeforeValidator(_none)] = None
    deadline_on: Annotated[date | None, BeforeValidator(_none)] = None
    deadline_at: Annotated[time | None, BeforeValidator(_none)] = None


def write_notice(ctx: Context, form: NoticeForm) -> Kept:
    """Keep a notice that was written by hand; with the same address or procurement ID it is the same one.

    Raises `Invalid` for codes that do not exist.
    """
    cpv, nuts = _known(form)
    lot = Lot(
        id="LOT-0000",
        title={"SWE": form.title},
        cpv=cpv,
        nuts=nuts,
        value=Money(form.value, "SEK") if form.value is not None else None,
        deadline_tender=_deadline(form),
        documents_url=form.documents_url or None,
    )
    notice = Notice(
        document="ByHand",
        form_type="competition",
        languages=("SWE",),
        published=(form.published_on or ctx.now.astimezone(SWEDISH_TIME).date()).isoformat(),
        title={"SWE": form.title},
        description={"SWE": form.description} if form.description else None,
        buyers=(
            Organisation(
                id="ORG-0001",
                name={"SWE": form.buyer},
                identifier=form.buyer_number or None,
                country="SWE",
            ),
        ),
        nature=form.nature or None,
        cpv=cpv,
        nuts=nuts,
        lots=(lot,),
    )
    keys = [("procurement", form.procurement_id), ("address", form.web_url)]
    source = source_of_kind(ctx, SourceKind.FORM)
    return keep(ctx, notice, source_id=source.id, keys=keys, web_url=form.web_url)


def _known(form: NoticeForm) -> tuple[tuple[str, ...], tuple[str, ...]]:
    problems = []
    cpv = [code_of(one) for one in form.cpv]
    nuts = [NUTS.code_of(one) for one in form.nuts]
    if None in cpv:
        problems.append(FieldProblem("cpv", _("This is no CPV code. Search by word and choose one.")))
    if None in nuts:
        problems.append(FieldProblem("nuts", _("This is no region. Search by word and choose one.")))
    if form.deadline_at is not None and form.deadline_on is None:
        problems.append(FieldProblem("deadline_on", _("Say the day too.")))
    if problems:
        raise Invalid(problems)
    return tuple(one for one in cpv if one), tuple(one for one in nuts if one)


def _deadline(form: NoticeForm) -> str | None:
    if form.deadline_on is None:
        return None
    if form.deadline_at is None:
        return form.deadline_on.isoformat()
    return datetime.combine(form.deadline_on, form.deadline_at, SWEDISH_TIME).isoformat()
