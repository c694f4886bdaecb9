"""Equal treatment on our own procurements: what applies, who has been told what, and telling all."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import (
    Context,
    Invalid,
    Msg,
    Page,
    Redirect,
    Route,
    Values,
    _,
    get,
    new_id,
    ngettext,
    page,
    post,
    redirect,
)
from utblick_tendering.models import DealingKind, Notice
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.queries import dealings as queries
from utblick_tendering.queries.notices import notice as notice_of
from utblick_tendering.service import neutrality as service

_LOG_COLUMNS = "at,kind,organisation_id,title,said,recipient_email,by_phone,by_id"
_PAGE = "/tendering/notices/{notice_id:uuid}/neutrality"


@get(_PAGE, permission=READ)
def neutrality(ctx: Context, *, notice_id: UUID) -> Page:
    """What applies to a procurement and why; on our own, who has been told what."""
    return _page(ctx, notice_of(ctx, notice_id))


@post(f"{_PAGE}/tell", permission=WRITE)
def tell(ctx: Context, *, notice_id: UUID) -> Page | Redirect:
    """Tell every company the same."""
    form = _form(ctx)
    try:
        n = service.tell_all(
            ctx, notice_id, round_id=_round_id(form), title=form.get("title", ""), said=form.get("said", "")
        )
    except Invalid as refused:
        return _refused(ctx, notice_id, refused, "")
    return _back(notice_id, _told(n))


@post(f"{_PAGE}/latecomers", permission=WRITE)
def tell_latecomers(ctx: Context, *, notice_id: UUID) -> Redirect:
    """Send what all have been told to the companies that have come later."""
    return _back(notice_id, _told(service.tell_latecomers(ctx, notice_id)))


@post(f"{_PAGE}/asked", permission=WRITE)
def asked(ctx: Context, *, notice_id: UUID) -> Page | Redirect:
    """Log that a company has asked something."""
    form = _form(ctx)
    company = form.uuid("organisation_id")
    try:
        if company is None:
            raise Invalid({"organisation_id": _("Choose the company that asked.")})
        service.note_question(ctx, notice_id, company, said=form.get("question", ""))
    except Invalid as refused:
        return _refused(ctx, notice_id, refused, "question")
    return _back(notice_id, _("The question is in the log. Answer it to all."))


@post(f"{_PAGE}/answer/{{question_id:uuid}}", permission=WRITE)
def answer(ctx: Context, *, notice_id: UUID, question_id: UUID) -> Page | Redirect:
    """Answer a question to every company."""
    form = _form(ctx)
    try:
        n = service.answer_all(
            ctx,
            notice_id,
            question_id,
            round_id=_round_id(form),
            title=form.get("title", ""),
            said=form.get("said", ""),
        )
    except Invalid as refused:
        return _refused(ctx, notice_id, refused, str(question_id))
    return _back(notice_id, _told(n))


@post(f"{_PAGE}/called/{{round_id:uuid}}/{{organisation_id:uuid}}", permission=WRITE)
def called(ctx: Context, *, notice_id: UUID, round_id: UUID, organisation_id: UUID) -> Redirect:
    """Log that a company was told by phone."""
    service.called(ctx, notice_id, round_id, organisation_id)
    return _back(notice_id, _("The call is in the log."))


def _page(
    ctx: Context,
    notice: Notice,
    *,
    typed: Mapping[str, Any] | None = None,
    problems: Mapping[str, Msg] | None = None,
    at: str = "",
) -> Page:
    log = queries.log_of(ctx, notice.id) if notice.own else []
    rounds = queries.rounds(log)
    everybody = queries.recipients(ctx, notice.id, log) if notice.own else []
    answered = {one.answers_id for one in rounds}
    names = ctx.organisations.names([row.organisation_id for row in log])
    return page(
        "tendering/neutrality.html",
        status=422 if problems else 200,
        notice=notice,
        rounds=rounds,
        everybody=everybody,
        to_call=[
            (one, company)
            for one in rounds
            for company in everybody
            if not company.email and company.organisation_id not in one.told
        ],
        late=[
            company
            for company in everybody
            if company.email and any(company.organisation_id not in one.told for one in rounds)
        ],
        questions=[
            (row, names.get(row.organisation_id, ""), row.id in answered)
            for row in log
            if row.kind == DealingKind.ASKED
        ],
        round_id=new_id(),
        columns=_LOG_COLUMNS,
        typed=typed or {},
        problems=problems or {},
        at=at,
    )


def _refused(ctx: Context, notice_id: UUID, refused: Invalid, at: str) -> Page:
    problems = refused.by_field
    if at == "question" and "said" in problems:
        problems["question"] = problems.pop("said")
    return _page(ctx, notice_of(ctx, notice_id), typed=_form(ctx), problems=problems, at=at)


def _form(ctx: Context) -> Values:
    assert ctx.request is not None
    return ctx.request.form


def _round_id(form: Values) -> UUID:
    """The message that the form was opened for: sent twice, it is still one message."""
    return form.uuid("round_id") or new_id()


def _told(n: int) -> Msg:
    return ngettext("{n} company was sent the message.", "{n} companies were sent the message.", n=n)


def _back(notice_id: UUID, said: Msg) -> Redirect:
    return redirect(f"/tendering/notices/{notice_id}/neutrality", said)


ROUTES: tuple[Route, ...] = (neutrality, tell, tell_latecomers, asked, answer, called)
