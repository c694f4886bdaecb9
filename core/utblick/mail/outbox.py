"""Questions about outgoing mail: how many, which ones, and what is due."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from utblick.mail.models import Mail, MailState

PAGE = 50


def page_of(session: Session, *, state: str = "", before: UUID | None = None) -> Sequence[Mail]:
    """The latest mails, newest first, and one more than a page holds when there are older ones."""
    wanted = select(Mail).order_by(col(Mail.id).desc()).limit(PAGE + 1)
    if state:
        wanted = wanted.where(Mail.state == state)
    if before is not None:
        wanted = wanted.where(col(Mail.id) < before)
    return session.exec(wanted).all()


def count_by_state(session: Session) -> Mapping[str, int]:
    """How many mails are in each state."""
    counted = session.exec(select(Mail.state, func.count()).group_by(Mail.state)).all()
    return {**dict.fromkeys(map(str, MailState), 0), **dict(counted)}


def due(session: Session, now: datetime, *, limit: int = 50) -> Sequence[UUID]:
    """The waiting mails whose time has come and whose link still works, the oldest first."""
    works = col(Mail.key_until).is_(None) | (col(Mail.key_until) > now)
    wanted = (
        select(Mail.id)
        .where(Mail.state == MailState.WAITING, col(Mail.next_try_at) <= now, works)
        .order_by(col(Mail.next_try_at), col(Mail.id))
        .limit(limit)
    )
    return session.exec(wanted).all()
