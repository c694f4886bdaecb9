"""Who keeps a tie alive: contact persons come and go, and nobody goes without a trace."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from utblick.api import Conflict, Context, Invalid, _
from utblick_twinning.models import Contact
from utblick_twinning.queries import towns as queries
from utblick_twinning.service import counting
from utblick_twinning.service.towns import ask_for_successor


def add_contact(ctx: Context, values: Mapping[str, Any]) -> Contact:
    """Note who keeps the tie alive."""
    contact = Contact(**values, created_at=ctx.now, updated_at=ctx.now)
    queries.town(ctx, contact.town_id)
    if contact.person_id is None:
        raise Invalid({"person_id": _("Choose a person of the register.")})
    ctx.session.add(contact)
    ctx.session.flush()
    return contact


def update_contact(ctx: Context, contact: Contact, changes: Mapping[str, Any]) -> Contact:
    """Correct a contact person; a successor who is found later closes the gap."""
    for name, value in changes.items():
        setattr(contact, name, value)
    counting.reckon(ctx, queries.town(ctx, contact.town_id))
    return contact


def end_contact(ctx: Context, contact_id: UUID, answers: Mapping[str, Any]) -> Contact:
    """Note that somebody has left; without a successor the gap is shown, and is a task."""
    contact = ctx.session.get(Contact, contact_id)
    if contact is None or contact.state != "active":
        raise Conflict(_("The person has already left. Load the page again."))
    contact.state = "ended"
    contact.ends_on = answers.get("ends_on") or ctx.today
    contact.successor_id = answers.get("successor_id")
    town = queries.town(ctx, contact.town_id)
    if contact.successor_id is None:
        ask_for_successor(ctx, town, who=contact.title)
    else:
        add_contact(
            ctx,
            {
                "title": contact.title,
                "town_id": contact.town_id,
                "person_id": contact.successor_id,
                "side": contact.side,
                "starts_on": contact.ends_on,
            },
        )
    counting.reckon(ctx, town)
    return contact
