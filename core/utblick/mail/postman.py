"""Delivers waiting mail over SMTP; each is claimed first, so that two processes never send it at once."""

import asyncio
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from uuid import UUID

import anyio.to_thread
import structlog
from sqlmodel import col, update

from utblick.mail import outbox
from utblick.mail.compose import one_line
from utblick.mail.models import Mail, MailState
from utblick.mail.service import keep_no_key
from utblick.platform import Platform
from utblick.settings.model import MailSettings

log = structlog.get_logger("utblick.mail")

LOOK_EVERY_SECONDS = 3.0
TIMEOUT_SECONDS = 20
TRIES_AFTER = (1, 5, 30, 120, 480, 1440)
"""Minutes to wait after each try that the server turned away for now; after the last one it is given up."""

_SERVER_AGAIN = timedelta(minutes=2)


class Postman:
    """Looks every few seconds whether mail is due, where a server is configured."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    async def run(self) -> None:
        """Run until cancelled."""
        if not self._platform.settings.mail.host:
            return
        while True:
            try:
                await anyio.to_thread.run_sync(deliver_due, self._platform, abandon_on_cancel=True)
            except Exception:
                log.exception("mail_delivery_broke")
            await asyncio.sleep(LOOK_EVERY_SECONDS)


def deliver_due(platform: Platform, *, now: datetime | None = None) -> int:
    """Try every mail whose time has come; returns how many the server took.

    A server that cannot be reached, or refuses the sign-in, costs no mail a try: all of them wait.
    """
    settings = platform.settings.mail
    if not settings.host:
        return 0
    moment = now or platform.database.now()
    with platform.database.read() as session:
        waiting = outbox.due(session, moment)
    if not waiting:
        return 0
    try:
        with _server(settings) as server:
            return sum(_deliver(platform, server, mail_id, moment) for mail_id in waiting)
    except OSError as error:
        log.warning("mail_server_unreachable", reason=type(error).__name__)
        _postpone(platform, waiting, moment, _reason(error))
        return 0


def _deliver(platform: Platform, server: smtplib.SMTP, mail_id: UUID, now: datetime) -> bool:
    mail = _claim(platform, mail_id, now)
    if mail is None:
        return False
    try:
        server.send_message(_message(platform, mail), to_addrs=[mail.to])
    except smtplib.SMTPSenderRefused:
        raise
    except (OSError, ValueError) as error:
        _turned_away(platform, mail, error)
        if _breaks_connection(error):
            raise
        return False
    with platform.database.write() as session:
        mail.state, mail.sent_at, mail.error = MailState.SENT, now, ""
        keep_no_key(mail)
        session.merge(mail)
    log.info("mail_sent", mail=str(mail.id), kind=mail.kind)
    return True


def _claim(platform: Platform, mail_id: UUID, now: datetime) -> Mail | None:
    """Take a mail for this try; None when another process was quicker.

    Should this process die after the claim, the mail is tried again: twice rather than never.
    """
    with platform.database.write() as session:
        mail = session.get(Mail, mail_id)
        if mail is None or mail.state != MailState.WAITING or mail.next_try_at > now:
            return None
        later = now + timedelta(minutes=TRIES_AFTER[min(mail.attempts, len(TRIES_AFTER) - 1)])
        claimed = session.exec(
            update(Mail)
            .where(
                col(Mail.id) == mail_id,
                col(Mail.attempts) == mail.attempts,
                col(Mail.state) == MailState.WAITING,
            )
            .values(attempts=mail.attempts + 1, next_try_at=later)
        )
        if not claimed.rowcount:
            return None
        session.refresh(mail)
        return mail


def _turned_away(platform: Platform, mail: Mail, error: Exception) -> None:
    for_good = _code(error) >= 500 or mail.attempts >= len(TRIES_AFTER)
    with platform.database.write() as session:
        mail.state = MailState.FAILED if for_good else MailState.WAITING
        mail.error = _reason(error)
        session.merge(mail)
    log.warning("mail_refused", mail=str(mail.id), kind=mail.kind, code=_code(error), given_up=for_good)


def _postpone(platform: Platform, mails: Sequence[UUID], now: datetime, reason: str) -> None:
    """Let all of them wait for the server; one that was being tried keeps its own, growing delay."""
    waiting = update(Mail).where(col(Mail.id).in_(mails), col(Mail.state) == MailState.WAITING)
    with platform.database.write() as session:
        session.exec(waiting.values(error=reason))
        session.exec(waiting.where(col(Mail.next_try_at) <= now).values(next_try_at=now + _SERVER_AGAIN))


def _message(platform: Platform, mail: Mail) -> EmailMessage:
    settings, place = platform.settings.mail, platform.settings.municipality
    message = EmailMessage(policy=SMTP)
    message["From"] = formataddr((one_line(place.name), settings.sender))
    message["To"] = mail.to
    message["Subject"] = one_line(mail.subject)
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = f"<{mail.id}@{settings.sender.rpartition('@')[2] or 'localhost'}>"
    message["Auto-Submitted"] = "auto-generated"
    reply_to = mail.reply_to or place.contact
    if reply_to:
        message["Reply-To"] = one_line(reply_to)
    message.set_content(mail.body_text)
    message.add_alternative(mail.body_html, subtype="html")
    message["Content-Language"] = mail.language
    return message


@contextmanager
def _server(settings: MailSettings) -> Iterator[smtplib.SMTP]:
    if settings.security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.host, settings.port, timeout=TIMEOUT_SECONDS, context=ssl.create_default_context()
        )
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=TIMEOUT_SECONDS)
    with server:
        if settings.security == "starttls":
            server.starttls(context=ssl.create_default_context())
        if settings.user:
            server.login(settings.user, settings.password.get_secret_value())
        yield server


def _breaks_connection(error: Exception) -> bool:
    """Whether nothing more can be sent now. SMTP's own errors are a kind of OSError, too."""
    answered = isinstance(error, smtplib.SMTPException) and not isinstance(
        error, smtplib.SMTPServerDisconnected
    )
    return isinstance(error, OSError) and not answered


def _code(error: Exception) -> int:
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused) if refused:
            return int(next(iter(refused.values()))[0])
        case smtplib.SMTPResponseException(smtp_code=code):
            return int(code)
    return 0


def _reason(error: Exception) -> str:
    match error:
        case smtplib.SMTPRecipientsRefused(recipients=refused) if refused:
            code, said = next(iter(refused.values()))
        case smtplib.SMTPResponseException(smtp_code=code, smtp_error=said):
            pass
        case _:
            return f"{type(error).__name__}: {error}"[:1000]
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return one_line(f"{code} {text}")[:1000]
