"""The mailbox of the administrators: every outgoing mail, what became of it, and its links to hand over."""

from uuid import UUID

from utblick.context import Context, Ref
from utblick.declare import Choice
from utblick.i18n import _
from utblick.mail import outbox, service
from utblick.mail.compose import links
from utblick.mail.models import MailState
from utblick.web.routing import Page, Redirect, get, page, post, redirect

PLACE = "/admin/mail"
PERMISSION = "core.admin"

STATES = (
    Choice(value=MailState.WAITING, label=_("Waiting"), tone="warn"),
    Choice(value=MailState.SENT, label=_("Sent"), tone="ok"),
    Choice(value=MailState.FAILED, label=_("Not sent"), tone="bad"),
)


@get(PLACE, permission=PERMISSION)
def show_all(ctx: Context) -> Page:
    """The latest mails, of one state when it is asked for."""
    asked = ctx.request.query.get("state", "") if ctx.request else ""
    state = asked if asked in set(MailState) else ""
    rows = outbox.page_of(ctx.session, state=state, before=_before(ctx))
    return page(
        "mail/list.html",
        rows=rows[: outbox.PAGE],
        older=rows[outbox.PAGE - 1].id if len(rows) > outbox.PAGE else None,
        views=_views(ctx, state),
        by_state={choice.value: choice for choice in STATES},
        chosen=state,
        has_server=bool(ctx.settings.mail.host),
    )


@get(f"{PLACE}/{{mail_id:uuid}}", permission=PERMISSION)
def show(ctx: Context, *, mail_id: UUID) -> Page:
    """One mail as its reader gets it, with its links for themselves."""
    mail = service.found(ctx, mail_id)
    about = ctx.lookup(Ref.parse(mail.ref)) if mail.ref else {}
    return page(
        "mail/mail.html",
        mail=mail,
        links=[link for link in links(mail.body_text) if service.NO_KEY not in link],
        lost_key=service.has_lost_key(mail),
        state=next(choice for choice in STATES if choice.value == mail.state),
        about=next(iter(about.values()), None),
        has_server=bool(ctx.settings.mail.host),
    )


@post(f"{PLACE}/{{mail_id:uuid}}/again", permission=PERMISSION)
def send_again(ctx: Context, *, mail_id: UUID) -> Redirect:
    """Let it go now."""
    service.send_again(ctx, mail_id)
    return redirect(f"{PLACE}/{mail_id}", _("The mail is on its way."))


@post(f"{PLACE}/{{mail_id:uuid}}/stop", permission=PERMISSION)
def stop(ctx: Context, *, mail_id: UUID) -> Redirect:
    """Do not send it."""
    service.give_up(ctx, mail_id)
    return redirect(f"{PLACE}/{mail_id}", _("The mail will not be sent."))


def _views(ctx: Context, chosen: str) -> list[tuple[str, str, bool, int | None]]:
    """All mails, and those of each state: title, address, whether it is shown, how many."""
    counts = outbox.count_by_state(ctx.session)
    return [
        (ctx.translate(_("All")), PLACE, not chosen, None),
        *(
            (ctx.translate(c.label), f"{PLACE}?state={c.value}", c.value == chosen, counts[c.value])
            for c in STATES
        ),
    ]


def _before(ctx: Context) -> UUID | None:
    try:
        return UUID(ctx.request.query["before"]) if ctx.request else None
    except (KeyError, ValueError):
        return None
