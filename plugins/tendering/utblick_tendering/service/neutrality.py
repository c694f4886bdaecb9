"""Equal treatment on our own procurements: what one company is told, every company is told.

There is no verb here that says something to one company alone: a message goes to all that the notice fits,
those that come later get the same words, and an answer to a question goes to all as well.
"""

from dataclasses import replace
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, Msg, Ref, _, send_mail
from utblick_tendering.events import CompaniesTold
from utblick_tendering.models import Dealing, DealingKind, Notice
from utblick_tendering.queries import dealings as queries
from utblick_tendering.queries.dealings import Recipient, Round

LONGEST = 5000


def tell_all(ctx: Context, notice_id: UUID, *, round_id: UUID, title: str, said: str) -> int:
    """Tell every company the same, now: by mail where there is an address. Gives how many mails went.

    `round_id` names the message; the same one is sent but once. Those without an address are then to be
    called: see `called`.
    """
    message = _message(ctx, DealingKind.TOLD, round_id, title, said)
    return _send(ctx, _own(ctx, notice_id), message)


def note_question(
    ctx: Context, notice_id: UUID, organisation_id: UUID, *, said: str, person_id: UUID | None = None
) -> Dealing:
    """Log that a company has asked something."""
    notice = _own(ctx, notice_id)
    company = ctx.organisations.get(organisation_id)
    _require({"said": said})
    row = _row(ctx, notice, company.id, kind=DealingKind.ASKED, title=said.strip()[:80], said=said.strip())
    row.person_id = person_id
    ctx.session.add(row)
    ctx.session.flush()
    return row


def answer_all(
    ctx: Context, notice_id: UUID, question_id: UUID, *, round_id: UUID, title: str, said: str
) -> int:
    """Answer a question to every company, also to those that did not ask. Gives how many mails went."""
    notice = _own(ctx, notice_id)
    question = queries.question(ctx, notice.id, question_id)
    answered = {row.answers_id for row in queries.log_of(ctx, notice.id)}
    if question.id in answered:
        raise Conflict(_("This question has been answered, to all."))
    message = _message(ctx, DealingKind.ANSWERED, round_id, title, said)
    return _send(ctx, notice, replace(message, answers_id=question.id))


def tell_latecomers(ctx: Context, notice_id: UUID) -> int:
    """Send every message so far, in the same words, to the companies that have not had it."""
    notice = _own(ctx, notice_id)
    log = queries.log_of(ctx, notice.id)
    return sum(
        _deliver(ctx, notice, one, queries.recipients(ctx, notice.id, log)) for one in queries.rounds(log)
    )


def called(ctx: Context, notice_id: UUID, round_id: UUID, organisation_id: UUID) -> Dealing:
    """Log that a company without an address was called and told a message, word by word."""
    notice = _own(ctx, notice_id)
    message = next(
        (one for one in queries.rounds(queries.log_of(ctx, notice.id)) if one.id == round_id), None
    )
    if message is None or organisation_id in message.told:
        raise Conflict(_("The company has been told this already."))
    row = _told(ctx, notice, message, organisation_id)
    row.by_phone = True
    ctx.session.add(row)
    ctx.session.flush()
    return row


def _message(ctx: Context, kind: DealingKind, round_id: UUID, title: str, said: str) -> Round:
    """A message that nobody has been told yet; raises `Invalid` for one that says nothing."""
    _require({"title": title, "said": said})
    nobody = frozenset[UUID]()
    return Round(
        id=round_id,
        kind=kind,
        title=title.strip(),
        said=said.strip(),
        at=ctx.now,
        answers_id=None,
        told=nobody,
        by_phone=nobody,
    )


def _send(ctx: Context, notice: Notice, message: Round) -> int:
    log = queries.log_of(ctx, notice.id)
    if any(row.round_id == message.id for row in log):
        raise Conflict(_("This message has been sent already."))
    everybody = queries.recipients(ctx, notice.id, log)
    if not any(one.email for one in everybody):
        raise Conflict(_("No company that the procurement fits has an e-mail address. Add one, then send."))
    sent = _deliver(ctx, notice, message, everybody)
    ctx.publish(CompaniesTold(notice_id=notice.id, round_id=message.id, companies=sent))
    return sent


def _deliver(ctx: Context, notice: Notice, message: Round, everybody: list[Recipient]) -> int:
    """Mail the message to those who have an address and have not had it, and log each."""
    waiting = [one for one in everybody if one.email and one.organisation_id not in message.told]
    for one in waiting:
        row = _told(ctx, notice, message, one.organisation_id)
        row.person_id, row.recipient_email = one.person_id, one.email
        ctx.session.add(row)
        send_mail(
            ctx,
            "tendering/mail/told",
            to=one.email,
            language=ctx.settings.municipality.languages[0],
            ref=Ref("tendering", "notice", notice.id),
            subject=message.title,
            message=tuple(part for part in message.said.splitlines() if part.strip()),
            title=notice.title,
            link=notice.web_url,
        )
    ctx.session.flush()
    return len(waiting)


def _own(ctx: Context, notice_id: UUID) -> Notice:
    notice = ctx.session.get(Notice, notice_id)
    if notice is None or not notice.own:
        raise Conflict(_("This is not one of our own procurements, so these rules do not apply to it."))
    return notice


def _told(ctx: Context, notice: Notice, message: Round, organisation_id: UUID) -> Dealing:
    row = _row(ctx, notice, organisation_id, kind=message.kind, title=message.title, said=message.said)
    row.round_id, row.answers_id = message.id, message.answers_id
    return row


def _row(ctx: Context, notice: Notice, organisation_id: UUID, *, kind: str, title: str, said: str) -> Dealing:
    return Dealing(
        notice_id=notice.id,
        organisation_id=organisation_id,
        at=ctx.now,
        by_id=ctx.actor.id,
        created_at=ctx.now,
        updated_at=ctx.now,
        kind=kind,
        title=title,
        said=said,
    )


def _require(texts: dict[str, str]) -> None:
    problems: dict[str, Msg] = {}
    for name, text in texts.items():
        if not text.strip():
            problems[name] = _("Fill in this field.")
        elif len(text) > (200 if name == "title" else LONGEST):
            problems[name] = _("This text is too long.")
    if problems:
        raise Invalid(problems)
