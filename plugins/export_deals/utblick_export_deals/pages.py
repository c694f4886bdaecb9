"""The pages of export deals that are not records: the currency view, and the company's own page."""

from typing import Any

from utblick.api import (
    Conflict,
    Context,
    Gone,
    Invalid,
    Link,
    Msg,
    NotFound,
    Page,
    Redirect,
    _,
    closed_link,
    format_date,
    format_money,
    get,
    page,
    page_text,
    post,
    redirect,
    unseen,
)
from utblick_export_deals import choices, exposure, queries, service
from utblick_export_deals.forms import CompanyAnswer
from utblick_export_deals.models import Agreement, Confidentiality, Confirmation


@get("/export_deals/currency", permission="export_deals.read")
def currency(ctx: Context) -> Page:
    """What agreements are worth when signed and today, and what a move of the rates means."""
    rows = exposure.exposures(ctx)
    return page(
        "export_deals/currency.html",
        rows=rows,
        total=exposure.total(rows),
        by_currency=exposure.by_currency(rows),
    )


@get("/export_deals/confirm/{token:str}", public=True)
def confirm(ctx: Context, *, token: str) -> Page:
    """What the municipality has noted, and the form to answer; looking uses nothing up."""
    try:
        question = service.open_question(ctx, token)
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    return _form(ctx, question, {"seen": queries.agreement(ctx, question.agreement_id).version})


@post("/export_deals/confirm/{token:str}", public=True, max_body=100_000)
def answer(ctx: Context, *, token: str) -> Page | Redirect:
    """Take the answer once; whatever is wrong with it is said at the field, and nothing is lost."""
    assert ctx.request is not None
    try:
        question = service.open_question(ctx, token)
        given = ctx.request.bind(CompanyAnswer)
        service.answer_question(ctx, token, given)
    except (NotFound, Gone, Conflict) as closed:
        return closed_link(closed)
    except Invalid as refused:
        problems = refused.by_field
        typed: dict[str, Any] = dict(ctx.request.form)
        if "" in problems:
            typed["seen"] = queries.agreement(ctx, question.agreement_id).version
        return _form(ctx, question, typed, problems)
    return redirect(f"/export_deals/thanks?answer={given.verdict}&language={ctx.language}")


@get("/export_deals/thanks", public=True)
def thanks(ctx: Context) -> Page:
    """What follows from the answer that was just given."""
    assert ctx.request is not None
    agreed = ctx.request.query.get("answer") != "disagree"
    said = page_text(ctx, "export_deals/page/thanks")
    return unseen(page("export_deals/confirm/thanks.html", agreed=agreed, said=said))


def _form(
    ctx: Context, question: Confirmation, values: dict[str, Any], problems: dict[str, Msg] | None = None
) -> Page:
    agreement = queries.agreement(ctx, question.agreement_id)
    company = ctx.organisations.get(agreement.organisation_id)
    made = page(
        "export_deals/confirm/form.html",
        status=422 if problems else 200,
        question=question,
        agreement=agreement,
        introduction=page_text(ctx, "export_deals/page/confirm", company=company.name),
        told=_told(ctx, agreement),
        values=values,
        problems=problems or {},
        questions=choices.QUESTION_TEXTS,
        ratings=choices.RATING_TEXTS,
        shares=[(choice.value, choice.label) for choice in choices.SHARES],
        yes_no=[(choice.value, choice.label) for choice in choices.YES_NO],
        scale=[(str(n), str(n)) for n in range(1, 6)],
    )
    return unseen(made)


def _told(ctx: Context, agreement: Agreement) -> list[tuple[Msg, object]]:
    """What the municipality has written, as the company sees it; a secret partner is not named even here."""
    kind = next(c.label for c in choices.AGREEMENT_KINDS if c.value == agreement.kind)
    told: list[tuple[Msg, object]] = [
        (_("What it is about"), agreement.title),
        (_("Kind of agreement"), kind),
        (_("Country"), queries.country(ctx, agreement.country)),
    ]
    if agreement.confidentiality == Confidentiality.SECRET:
        told.append((_("Foreign partner"), _("Kept secret, and therefore not shown here")))
    elif agreement.partner_name:
        told.append((_("Foreign partner"), agreement.partner_name))
    told.append((_("Signed on"), format_date(agreement.signed_on, ctx.language, style="long")))
    if agreement.value is not None:
        told.append((_("Value"), format_money(agreement.value, agreement.currency, ctx.language)))
    elif agreement.value_band:
        told.append(
            (_("Value"), next(c.label for c in choices.VALUE_BANDS if c.value == agreement.value_band))
        )
    return told


LINKS = (
    Link(
        title=_("Kronor and euro"),
        url="/export_deals/currency",
        icon="coins",
        permission="export_deals.read",
        order=90,
    ),
)
ROUTES = (currency, confirm, answer, thanks)
