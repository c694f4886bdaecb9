"""The administration of users: who there is, inviting, roles, locking and closing."""

from collections.abc import Sequence
from uuid import UUID

from utblick.access import queries, users
from utblick.access.pages.reading import value, values
from utblick.access.roles import RoleView, roles, roles_of
from utblick.context import Context
from utblick.declare import Choice
from utblick.errors import Invalid, UtblickError
from utblick.i18n import Msg, _, ngettext
from utblick.web.routing import Page, Redirect, get, page, post, redirect

ADMIN = "core.admin"
PLACE = "/admin/users"
STATES = (
    Choice(value="invited", label=_("Invited"), tone="info"),
    Choice(value="active", label=_("Active"), tone="ok"),
    Choice(value="locked", label=_("Locked"), tone="warn"),
    Choice(value="closed", label=_("Closed"), tone="mute"),
)


@get(PLACE, permission=ADMIN)
def show_all(ctx: Context) -> Page:
    """Everybody who has or had an account."""
    found = queries.users(ctx)
    return page(
        "access/users.html",
        users=found,
        lacking=sum(user.lacks_factor for user in found),
        states=_states(),
        roles=_titles(ctx),
    )


@get(f"{PLACE}/new", permission=ADMIN)
def show_invite(ctx: Context) -> Page:
    """The form of an invitation."""
    return _invite_form(ctx)


@post(f"{PLACE}/new", permission=ADMIN)
def invite(ctx: Context) -> Page | Redirect:
    """Invite a colleague."""
    try:
        user = users.invite(
            ctx,
            email=value(ctx, "email"),
            name=value(ctx, "name"),
            role_names=values(ctx, "roles"),
            language=_language(ctx),
        )
    except Invalid as error:
        return _invite_form(ctx, error)
    return redirect(
        PLACE, _("{name} has been invited. The link in the message works for a week.", name=user.name)
    )


@get(f"{PLACE}/{{user_id:uuid}}", permission=ADMIN)
def show(ctx: Context, *, user_id: UUID) -> Page:
    """One user: roles, and what can be done."""
    return _user_page(ctx, user_id)


@post(f"{PLACE}/{{user_id:uuid}}/roles", permission=ADMIN)
def set_roles(ctx: Context, *, user_id: UUID) -> Page | Redirect:
    """Give a user other roles."""
    try:
        users.set_roles(ctx, user_id, values(ctx, "roles"))
    except UtblickError as error:
        return _user_page(ctx, user_id, problem=error.message, status=max(error.status, 409))
    return redirect(f"{PLACE}/{user_id}", _("The roles have been changed. They apply at once."))


@post(f"{PLACE}/{{user_id:uuid}}/do/{{action:str}}", permission=ADMIN)
def act(ctx: Context, *, user_id: UUID, action: str) -> Page | Redirect:
    """Lock, unlock, close, invite again, send a link for a new password, turn off the second factor."""
    if action not in _ACTIONS:
        return _user_page(ctx, user_id, problem=_("That cannot be done with a user."), status=404)
    try:
        said = _ACTIONS[action](ctx, user_id)
    except UtblickError as error:
        return _user_page(ctx, user_id, problem=error.message, status=max(error.status, 409))
    return redirect(f"{PLACE}/{user_id}", said)


@post(f"{PLACE}/{{user_id:uuid}}/sessions/{{session_id:uuid}}/end", permission=ADMIN)
def end_session_of(ctx: Context, *, user_id: UUID, session_id: UUID) -> Redirect:
    """Sign one browser of a user out."""
    users.end_session_of(ctx, user_id, session_id)
    return redirect(f"{PLACE}/{user_id}", _("That browser is signed out."))


@post(f"{PLACE}/{{user_id:uuid}}/sessions/end", permission=ADMIN)
def end_all_of(ctx: Context, *, user_id: UUID) -> Redirect:
    """Sign a user out everywhere."""
    n = users.end_sessions_of(ctx, user_id)
    return redirect(
        f"{PLACE}/{user_id}", ngettext("{n} browser is signed out.", "{n} browsers are signed out.", n)
    )


def _lock(ctx: Context, user_id: UUID) -> Msg:
    users.lock(ctx, user_id)
    return _("The account is locked, and signed out everywhere.")


def _unlock(ctx: Context, user_id: UUID) -> Msg:
    users.unlock(ctx, user_id)
    return _("The account is open again.")


def _close(ctx: Context, user_id: UUID) -> Msg:
    users.close(ctx, user_id)
    return _("The account is closed.")


def _invite_again(ctx: Context, user_id: UUID) -> Msg:
    users.invite_again(ctx, user_id)
    return _("A new invitation is on its way. The old link no longer works.")


def _send_reset(ctx: Context, user_id: UUID) -> Msg:
    users.send_reset(ctx, user_id)
    return _("A link for a new password is on its way. It works for an hour.")


def _no_second_factor(ctx: Context, user_id: UUID) -> Msg:
    users.reset_second_factor(ctx, user_id)
    return _("The second factor is off. Ask your colleague to set it up again.")


_ACTIONS = {
    "lock": _lock,
    "unlock": _unlock,
    "close": _close,
    "invite": _invite_again,
    "reset": _send_reset,
    "second-factor-off": _no_second_factor,
}


def _user_page(ctx: Context, user_id: UUID, *, problem: Msg | None = None, status: int = 200) -> Page:
    user = queries.user(ctx, user_id)
    held = tuple(values(ctx, "roles")) or roles_of(ctx.session, user.id)
    return page(
        "access/user.html",
        status=status,
        user=user,
        state=_states()[user.state],
        held=held,
        options=_options(ctx),
        problem=problem,
        sessions=queries.sessions_of(ctx, user.id),
        is_self=user.id == ctx.actor.id,
        here=ctx.request.session_id if ctx.request else None,
    )


def _invite_form(ctx: Context, error: Invalid | None = None) -> Page:
    return page(
        "access/invite.html",
        status=422 if error else 200,
        problems=error.by_field if error else {},
        email=value(ctx, "email"),
        name=value(ctx, "name"),
        language=_language(ctx),
        chosen=tuple(values(ctx, "roles")),
        options=_options(ctx),
    )


def _language(ctx: Context) -> str:
    spoken = ctx.settings.municipality.languages
    asked = value(ctx, "language")
    return asked if asked in spoken else spoken[0]


def _options(ctx: Context) -> Sequence[tuple[str, Msg | str, Msg | str]]:
    return [(view.name, view.title, _explained(ctx, view)) for view in _all(ctx).values()]


def _explained(ctx: Context, view: RoleView) -> Msg | str:
    if "*" in view.permissions:
        return _("May do everything, also administer users and settings.")
    titles = [
        p.title
        for plugin in ctx.platform.registry.plugins
        for p in plugin.permissions
        if p.name in view.permissions
    ]
    return ", ".join(ctx.translate(title) for title in titles[:6]) + (" …" if len(titles) > 6 else "")


def _titles(ctx: Context) -> dict[str, Msg | str]:
    return {name: view.title for name, view in _all(ctx).items()}


def _all(ctx: Context) -> dict[str, RoleView]:
    return roles(ctx.session, ctx.platform.registry)


def _states() -> dict[str, Choice]:
    return {choice.value: choice for choice in STATES}
