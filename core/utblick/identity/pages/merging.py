"""Two records that are one: choose, see what would happen, merge, and undo."""

from uuid import UUID

from utblick.context import Context
from utblick.errors import Invalid, NotFound
from utblick.i18n import _
from utblick.identity import merge as merging
from utblick.records.table_titles import table_title
from utblick.web.routing import Page, Redirect, get, page, post, redirect

_HOMES = {"organisation": "/organisations", "person": "/people"}


@get("/merge/{entity:str}/{kept_id:uuid}", permission="core.merge")
def choose(ctx: Context, *, entity: str, kept_id: UUID) -> Page:
    """Choose the other record, and see what a merge would do before it is done."""
    web = ctx.request
    given = web.query.get("with", "") if web else ""
    plan, problem = None, None
    if given:
        try:
            plan = merging.preview(ctx, entity, kept_id, UUID(given))
        except ValueError:
            problem = _("Choose one of the values in the list.")
        except Invalid as refused:
            problem = refused.problems[0].message
    kept = _party(ctx, entity, kept_id)
    return page(
        "identity/merge.html",
        status=200,
        entity=entity,
        kept=kept,
        plan=plan,
        problem=problem,
        home=_HOMES[entity],
        label=lambda name: merging.describe_field(entity, name, ctx.platform.registry),
        table_title=lambda table: table_title(ctx, table),
    )


@post("/merge/{entity:str}/{kept_id:uuid}", permission="core.merge")
def do(ctx: Context, *, entity: str, kept_id: UUID) -> Redirect:
    """Merge the other record into this one."""
    web = ctx.request
    given = web.form.get("merged_id", "") if web else ""
    try:
        merged_id = UUID(given)
    except ValueError:
        raise Invalid({"merged_id": _("Choose one of the values in the list.")}) from None
    merging.merge(ctx, entity, kept_id, merged_id)
    return redirect(
        f"{_HOMES[entity]}/{kept_id}", _("The two records are now one. You can undo this on this page.")
    )


@post("/merges/{merge_id:uuid}/undo", permission="core.merge")
def undo(ctx: Context, *, merge_id: UUID) -> Redirect:
    """Undo a merge; both records stand as before."""
    record = merging.unmerge(ctx, merge_id)
    return redirect(
        f"{_HOMES[record.entity]}/{record.merged_id}", _("The merge was undone. Both records are back.")
    )


def _party(ctx: Context, entity: str, party_id: UUID) -> object:
    if entity == "organisation":
        return ctx.organisations.get(party_id)
    if entity == "person":
        return ctx.people.get(party_id)
    raise NotFound


ROUTES = (choose, do, undo)
