"""The audit log: who did what to whom or what, and from where; ids only, never names."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import String, cast, or_
from sqlmodel import col, select

from utblick.access.models import AuditEntry
from utblick.context import Context
from utblick.i18n import Msg, _

ACTIONS: Mapping[str, Msg] = {
    "sign_in.succeeded": _("Signed in"),
    "sign_in.failed": _("Failed to sign in"),
    "sign_in.ended": _("Signed out"),
    "sign_in.ended_everywhere": _("Signed out everywhere else"),
    "user.invited": _("Invited a user"),
    "user.joined": _("Accepted an invitation"),
    "user.added": _("Added a user"),
    "user.roles_followed": _("Roles followed the groups of the municipality's sign-in"),
    "user.roles_changed": _("Changed a user's roles"),
    "user.locked": _("Locked a user"),
    "user.unlocked": _("Unlocked a user"),
    "user.closed": _("Closed a user's account"),
    "user.linked": _("Linked a user to the municipality's sign-in"),
    "role.created": _("Made a role"),
    "role.changed": _("Changed what a role may do"),
    "role.removed": _("Removed a role"),
    "password.changed": _("Changed the password"),
    "password.reset": _("Chose a new password by a link"),
    "password.reset_requested": _("Asked for a link for a new password"),
    "password.reset_sent": _("Sent a link for a new password"),
    "second_factor.enabled": _("Turned the second factor on"),
    "second_factor.disabled": _("Turned the second factor off"),
    "second_factor.replaced": _("Replaced the second factor"),
    "second_factor.recovery_code_used": _("Used a recovery code"),
    "key.rotated": _("Replaced the installation's key"),
    "key.forgotten": _("Forgot a former key of the installation"),
    "token.created": _("Made a token"),
    "token.revoked": _("Withdrew a token"),
    "calendar_address.created": _("Made an address of a calendar"),
    "calendar_address.ended": _("Ended an address of a calendar"),
    "records.exported": _("Exported a list"),
    "bus.lost_settled": _("Settled the list of lost events"),
    "import.reported": _("Took out the report of an import"),
    "blueprint.made": _("Made a blueprint"),
    "blueprint.received": _("Brought in a blueprint"),
    "blueprint.installed": _("Installed a blueprint"),
    "plugin.purged": _("Removed a plugin with its data"),
    "text.changed": _("Put a text in own words"),
    "text.put_back": _("Put the standard of a text back"),
    "audit.exported": _("Exported the audit log"),
    "person.exported": _("Took out an access report"),
    "person.erasure_asked": _("Asked for a person to be erased"),
    "person.erasure_open": _("An erasure stayed open"),
    "person.erasure_blocked": _("A person was erased but for public records, which are blocked"),
    "person.erased": _("A person was erased"),
    "mark.secret": _("Marked a record as secret"),
    "mark.blocked": _("Blocked a record"),
    "mark.lifted": _("Lifted a mark"),
    "secret.read": _("Read something marked"),
    "retention.rule_changed": _("Changed a rule of retention"),
    "retention.kept": _("Kept a row past its time"),
    "retention.disposed": _("Disposed of rows by a rule"),
    "county.contact_sent": _("Gave contact details to a municipality of the county, by consent"),
    "county.contact_received": _("Received contact details from a municipality of the county"),
}
"""What the core writes, in plain words; other rooms may write more."""


def audit(ctx: Context, action: str, object: object = "", *, actor: str = "", **details: Any) -> None:
    """Write a line to the audit log, in the caller's transaction.

    `action` is dotted, as in ``sign_in.failed`` or ``records.exported``; `object` is a reference or
    ``user/<id>``. Details are plain values, without personal data beyond ids.
    """
    ctx.session.add(
        AuditEntry(
            at=ctx.now,
            actor=actor or ctx.actor.mark,
            action=action,
            object=str(object)[:200],
            details=details,
            remote=ctx.request.remote if ctx.request else "",
        )
    )


def forget_words(ctx: Context, words: Sequence[str]) -> int:
    """Take words out of the details of every line, should one have come there; how many lines held one.

    `words` are as text holds them and as JSON spells them. What was done, when and by whom stays.
    """
    details = cast(col(AuditEntry.details), String)
    holding = [details.icontains(word, autoescape=True) for word in words]
    entries = ctx.session.exec(select(AuditEntry).where(or_(*holding))).all() if holding else ()
    spoken = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})s?(?!\w)", re.IGNORECASE)
    for entry in entries:
        entry.details = {name: _without(value, spoken) for name, value in entry.details.items()}
        ctx.session.add(entry)
    return len(entries)


def _without(held: Any, spoken: re.Pattern[str]) -> Any:
    if isinstance(held, list):
        return [_without(one, spoken) for one in held]
    return spoken.sub("…", held) if isinstance(held, str) else held
