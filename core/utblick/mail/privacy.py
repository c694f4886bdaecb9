"""Which mails were written to a person, or speak of the person by name or address."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlmodel import col, or_, select

from utblick.context import Context, Ref
from utblick.declare import PersonalData
from utblick.i18n import _
from utblick.identity.traces import addresses_of, words_of
from utblick.mail.models import Mail
from utblick.mail.service import forget_address
from utblick.registry import CORE


def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """The mails, as they are kept."""
    shown = {"to", "subject", "state", "created_at", "sent_at", "body_text"}
    return {"core_mail": [mail.model_dump(include=shown) for mail in _mails(ctx, person_id)]}


def erase(ctx: Context, person_id: UUID) -> int:
    """Remove them, whether they were sent or not."""
    mails = _mails(ctx, person_id)
    for mail in mails:
        ctx.session.delete(mail)
    ctx.session.flush()
    return len(mails) + sum(forget_address(ctx, address) for address in addresses_of(ctx, person_id))


def _mails(ctx: Context, person_id: UUID) -> Sequence[Mail]:
    texts = (col(Mail.to), col(Mail.subject), col(Mail.body_text), col(Mail.body_html), col(Mail.reply_to))
    words = words_of(ctx, person_id)
    speaking = [text.icontains(word, autoescape=True) for text in texts for word in words]
    about = col(Mail.ref) == str(Ref(CORE, "person", person_id))
    return ctx.session.exec(select(Mail).where(or_(about, *speaking)).order_by(col(Mail.id))).all()


PERSONAL_DATA = PersonalData(
    purposes=(_("To send what somebody has asked for, and to know that it arrived."),),
    export=export,
    erase=erase,
    recipients=(_("The municipality's mail server."),),
    retention=_("Mails are removed ninety days after they were sent or given up."),
)
