"""What the audit log says of a person: which of its lines are about them, and how long it is kept."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from utblick.access.audit import ACTIONS
from utblick.access.models import AuditEntry
from utblick.context import Context, Ref
from utblick.declare import Disposal, PersonalData, RetentionRule
from utblick.i18n import _
from utblick.registry import CORE


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """When something was done about the person, and what; who of the staff did it is told on request."""
    mine = AuditEntry.object == str(Ref(CORE, "person", person_id))
    entries = ctx.session.exec(select(AuditEntry).where(mine).order_by(col(AuditEntry.id))).all()
    return {
        "core_audit": [
            {"at": entry.at, "title": ctx.translate(ACTIONS.get(entry.action, entry.action))}
            for entry in entries
        ]
    }


def erase(_ctx: Context, _person_id: UUID) -> int:
    """Nothing goes: the log names people by number only, and must show what was done."""
    return 0


PERSONAL_DATA = PersonalData(
    purposes=(_("To show afterwards who has seen or changed what."),),
    export=export,
    erase=erase,
    legal_basis=(_("Legal obligation (article 6.1 c) to keep the data safe."),),
    people=(_("Staff of the municipality."),),
    data=(_("Name, e-mail address and what was done in Utblick."),),
    retention=_("The audit log is kept for two years, unless the municipality has chosen another time."),
    rules=(
        RetentionRule(
            name="core.audit",
            title=_("Audit log"),
            model=AuditEntry,
            since="at",
            starts=_("The day of the entry"),
            months=24,
            least=12,
            most=120,
            action=Disposal.DISPOSE,
        ),
    ),
)
