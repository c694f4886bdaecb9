"""What stories grow from: a company that lets the story of its deal be told."""

from uuid import UUID

from pydantic import BaseModel

from utblick.api import Context, Subscriber, _
from utblick_dissemination.models import EXPORT
from utblick_dissemination.service import stories


class MayBeTold(BaseModel):
    """What export deals tells of a company that lets its story be told, by name or without it."""

    agreement_id: UUID
    organisation_id: UUID
    named: bool = False


def suggest_export(ctx: Context, event: MayBeTold) -> None:
    """Suggest the story of the deal, once; the title names the company only where that is allowed.

    Of a company that is not in the register any more there is nobody to ask, so nothing is suggested.
    """
    company = ctx.organisations.each([event.organisation_id]).get(event.organisation_id)
    if company is None:
        return
    swedish = ctx.in_language("sv")
    name = company.name if event.named else ""
    title = _("{name} abroad", name=name) if name else _("An enterprise of ours abroad")
    stories.suggest(
        ctx,
        EXPORT,
        event.agreement_id,
        title=swedish.translate(title)[:200],
        kind="export",
        organisation_id=event.organisation_id,
        named=event.named,
    )


def keep(ctx: Context) -> None:
    """Nothing is emptied: what was suggested is worked on, and is not suggested twice."""


SUBSCRIBERS = (Subscriber(event=EXPORT, name="suggest", reads=MayBeTold, handle=suggest_export, reset=keep),)
