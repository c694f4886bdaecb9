"""The administration of roles: what each may do, by plugin, in plain words."""

from utblick.access import roles as service
from utblick.access.pages.reading import value, values
from utblick.context import Context
from utblick.errors import Invalid, UtblickError
from utblick.i18n import Msg, _
from utblick.web.routing import Page, Redirect, get, page, post, redirect

ADMIN = "core.admin"
PLACE = "/admin/roles"


@get(PLACE, permission=ADMIN)
def show_all(ctx: Context) -> Page:
    """Every role, with how many have it."""
    found = service.roles(ctx.session, ctx.platform.registry)
    return page("access/roles.html", roles=list(found.values()), holders=service.holders(ctx))


@get(f"{PLACE}/new", permission=ADMIN)
def show_new(ctx: Context) -> Page:
    """The form of a new role."""
    return _form(ctx, None)


@post(f"{PLACE}/new", permission=ADMIN)
def create(ctx: Context) -> Page | Redirect:
    """Make a role."""
    try:
        service.create_role(ctx, title=value(ctx, "title"), permissions=values(ctx, "permissions"))
    except Invalid as error:
        return _form(ctx, None, wrong=error.by_field, status=422)
    except UtblickError as error:
        return _form(ctx, None, wrong={"": error.message}, status=error.status)
    return redirect(PLACE, _("The role has been made. Give it to somebody under Users."))


@get(f"{PLACE}/{{name:str}}", permission=ADMIN)
def show(ctx: Context, *, name: str) -> Page:
    """One role and its permissions."""
    return _form(ctx, service.role(ctx, name))


@post(f"{PLACE}/{{name:str}}", permission=ADMIN)
def change(ctx: Context, *, name: str) -> Page | Redirect:
    """Keep what the role may do."""
    view = service.role(ctx, name)
    try:
        service.change_role(ctx, name, title=value(ctx, "title"), permissions=values(ctx, "permissions"))
    except UtblickError as error:
        return _form(ctx, view, wrong={"": error.message}, status=error.status)
    return redirect(PLACE, _("The role has been changed. It applies at once."))


@post(f"{PLACE}/{{name:str}}/remove", permission=ADMIN)
def remove(ctx: Context, *, name: str) -> Page | Redirect:
    """Remove a role that nobody has."""
    view = service.role(ctx, name)
    try:
        service.remove_role(ctx, name)
    except UtblickError as error:
        return _form(ctx, view, wrong={"": error.message}, status=error.status)
    return redirect(PLACE, _("The role has been removed."))


def _form(
    ctx: Context, view: service.RoleView | None, *, wrong: dict[str, Msg] | None = None, status: int = 200
) -> Page:
    before = view.permissions if view else frozenset()
    return page(
        "access/role.html",
        status=status,
        role=view,
        title=value(ctx, "title") if wrong else (view.title if view else ""),
        chosen=frozenset(values(ctx, "permissions")) if wrong else before,
        everything="*" in before,
        groups=service.permission_groups(ctx),
        problems=wrong or {},
    )
