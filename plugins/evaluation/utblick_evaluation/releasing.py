"""A blueprint of ours becomes a model for others when it is whole, and somebody else has tried it."""

from uuid import UUID

from pydantic import BaseModel
from sqlmodel import select

from utblick.api import Conflict, Context, Invalid, Msg, NotFound, _
from utblick_evaluation.events import BlueprintReleased, BlueprintWithdrawn
from utblick_evaluation.models import Release

GOALS = "evaluation.goals"


class Made(BaseModel):
    """What the core tells of a blueprint that was taken out."""

    blueprint_id: UUID
    blueprint: str
    release: int
    digest: str = ""
    is_signed: bool = False
    plugins: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    roles: int = 0


def hold(ctx: Context, made: Made) -> None:
    """Put the blueprint on the list; one that is there already is the same file."""
    held = ctx.session.exec(select(Release).where(Release.blueprint_id == made.blueprint_id)).first()
    held = held or Release(blueprint_id=made.blueprint_id, name=made.blueprint[:80])
    held.release, held.digest, held.is_signed = made.release, made.digest, made.is_signed
    held.plugins, held.parts, held.roles = list(made.plugins), list(made.parts), made.roles
    ctx.session.add(held)


def release(ctx: Context, release_id: UUID, *, proven_by: str) -> Release:
    """Release it, and tell the house; raises `Conflict` with what the file lacks."""
    row = get(ctx, release_id)
    if row.state == "released":
        raise Conflict(_("The model has already been released."))
    lacking = missing(row)
    if lacking:
        what = "; ".join(ctx.translate(one) for one in lacking)
        raise Conflict(_("The file is not a whole model yet: {what}. Make a new one.", what=what))
    if not proven_by.strip():
        raise Invalid({"proven_by": _("Say who has installed or reviewed it.")})
    row.state, row.proven_by, row.released_on = "released", proven_by.strip(), ctx.today
    ctx.session.add(row)
    ctx.publish(
        BlueprintReleased(
            blueprint_id=row.blueprint_id, blueprint=row.name, release=row.release, digest=row.digest
        )
    )
    return row


def withdraw(ctx: Context, release_id: UUID) -> Release:
    """Withdraw it; it counts no more."""
    row = get(ctx, release_id)
    if row.state != "released":
        raise Conflict(_("Only a released model can be withdrawn."))
    row.state, row.released_on = "withdrawn", None
    ctx.session.add(row)
    ctx.publish(BlueprintWithdrawn(blueprint_id=row.blueprint_id, blueprint=row.name))
    return row


def missing(row: Release) -> list[Msg]:
    """What a model for others must have and the file has not."""
    checks = (
        (row.is_signed, _("it is not signed")),
        (bool(row.plugins), _("it names no plugins")),
        (GOALS in row.parts, _("it holds no goals")),
        (row.roles > 0, _("it holds no roles")),
        ("evaluation" in row.plugins, _("it brings no follow-up")),
    )
    return [said for holds, said in checks if not holds]


def get(ctx: Context, release_id: UUID) -> Release:
    """The model; raises `NotFound`."""
    row = ctx.session.get(Release, release_id)
    if row is None:
        raise NotFound
    return row
