import socket
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from utblick.settings.model import MailSettings


@dataclass
class Inbox:
    """A real SMTP server on loopback, and what it took; `answers` are what it says to a recipient."""

    port: int
    taken: list = field(default_factory=list)
    answers: dict = field(default_factory=dict)
    tries: list = field(default_factory=list)
    hangs_up: bool = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.tries.append(address)
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        if self.hangs_up:
            server.transport.close()
            return "421 gone"
        self.taken.append(message_from_bytes(envelope.content, policy=default))
        return "250 OK"


@pytest.fixture
def plugins():
    return ()


@pytest.fixture
def smtp():
    """Starts SMTP servers; `smtp(tls=…, login=(user, password))` gives the inbox of one."""
    started = []

    def start(*, tls=None, login=None):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            inbox = Inbox(free.getsockname()[1])
        options = {"tls_context": tls, "require_starttls": tls is not None}
        if login:
            expected = tuple(word.encode() for word in login)
            options |= {
                "authenticator": lambda _s, _e, _se, _m, data: AuthResult(
                    success=(data.login, data.password) == expected, handled=False
                ),
                "auth_required": True,
                "auth_require_tls": False,
            }
        controller = Controller(inbox, hostname="127.0.0.1", port=inbox.port, **options)
        controller.start()
        started.append(controller)
        return inbox

    yield start
    for controller in started:
        controller.stop()


@pytest.fixture
def mail_settings():
    """Settings with a mail server on loopback."""

    def changed(settings, port, *, security="none", **more):
        sender = "utblick@nordanstig.example"
        mail = MailSettings(host="127.0.0.1", port=port, security=security, sender=sender, **more)
        return settings.model_copy(update={"mail": mail})

    return changed


@pytest.fixture
def deliver_to(platform, mail_settings):
    """Tells the installation which server its mail goes to."""

    def tell(port, **more):
        platform.settings = mail_settings(platform.settings, port, **more)

    return tell
