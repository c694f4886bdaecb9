"""One's own account: name and language, password, where one is signed in."""

from uuid import UUID

from utblick.access import queries, users
from utblick.access.audit import audit
from utblick.access.credentials.tokens import tokens_of
from utblick.access.models import SignInSession
from utblick.access.pages.reading import require_same, value
from utblick.access.roles import permission_groups
from utblick.access.sessions import end_session, end_sessions
from utblick.context import Context
from utblick.errors import Invalid, NotFound, TooMany
from utblick.i18n import _, ngettext
from utblick.web.routing import Page, Redirect, get, page, post, redirect


@get("/me")
def show(ctx: Context) -> Page:
    """All about one's own account."""
    user = users.own(ctx)
    return _page(ctx, name=user.name, language=user.language)


@post("/me")
def save(ctx: Context) -> Page | Redirect:
    """Keep name and language."""
    name, language = value(ctx, "name"), value(ctx, "language")
    try:
        users.rename(ctx, name=name, language=language)
    except Invalid as error:
        return _page(ctx, name=name, language=language, error=error)
    return redirect("/me", _("Your account has been changed."))


@get("/me/password")
def show_password(ctx: Context) -> Page:
    """The form for a new password."""
    return page("access/password.html", user=users.own(ctx), problems={})


@post("/me/password")
def change_password(ctx: Context) -> Page | Redirect:
    """Keep the new password, and sign out everywhere else."""
    try:
        require_same(ctx, "new")
        users.change_password(ctx, current=value(ctx, "current"), new=value(ctx, "new"))
    except Invalid as error:
        wrong = error.by_field
        return page("access/password.html", status=422, keep=True, user=users.own(ctx), problems=wrong)
    except TooMany as error:
        wrong = {"current": error.message}
        return page("access/password.html", status=429, user=users.own(ctx), problems=wrong)
    return redirect("/me", _("Your password has been changed. You are signed out everywhere else."))


@post("/me/sessions/{session_id:uuid}/end")
def end_one(ctx: Context, *, session_id: UUID) -> Redirect:
    """Sign out one of one's own browsers."""
    row = ctx.session.get(SignInSession, session_id)
    if row is None or row.user_id != ctx.actor.id:
        raise NotFound
    end_session(ctx, session_id)
    audit(ctx, "sign_in.ended", ctx.actor.mark)
    return redirect("/me", _("That browser is signed out."))


@post("/me/sessions/end")
def end_others(ctx: Context) -> Redirect:
    """Sign out everywhere but here."""
    user = users.own(ctx)
    ended = end_sessions(ctx, user.id, but=ctx.request.session_id if ctx.request else None)
    audit(ctx, "sign_in.ended_everywhere", ctx.actor.mark, sessions=ended)
    return redirect(
        "/me", ngettext("{n} other browser is signed out.", "{n} other browsers are signed out.", ended)
    )


def _page(ctx: Context, *, name: str, language: str, error: Invalid | None = None) -> Page:
    user = users.own(ctx)
    return page(
        "access/me.html",
        status=422 if error else 200,
        user=user,
        name=name,
        language=language,
        problems=error.by_field if error else {},
        sessions=queries.sessions_of(ctx, user.id),
        here=ctx.request.session_id if ctx.request else None,
        tokens=tokens_of(ctx, user.id),
        permissions=dict(pair for group in permission_groups(ctx) for pair in group.permissions),
    )
