"""Invitations and links for new passwords, carried by a real mail server process."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from email import message_from_string
from email.policy import default

import pytest

from utblick.mail.postman import deliver_due
from utblick.settings.model import MailSettings


class MailServer:
    """An SMTP server process that prints what it takes."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port

    def next_mail(self):
        assert self.process.stdout is not None
        lines, inside = [], False
        for line in self.process.stdout:
            if "END MESSAGE" in line:
                break
            if inside:
                lines.append(line)
            inside = inside or "MESSAGE FOLLOWS" in line
        return message_from_string("".join(lines), policy=default)


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-u", "-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}"]
    command += ["-c", "aiosmtpd.handlers.Debugging", "stdout"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        wait_for(port)
        yield MailServer(process, port)
        process.terminate()


@pytest.fixture
def settings(settings, mail_server):
    mail = MailSettings(host="127.0.0.1", port=mail_server.port, security="none", sender="utblick@example.se")
    return settings.model_copy(update={"mail": mail})


def test_invitation_arrives_and_its_link_opens_the_account(platform, client, client_as, mail_server):
    sent = {"email": "bo@example.se", "name": "Bo Exempel", "language": "sv", "roles": "officer"}
    client.submit("/admin/users/new", sent)

    assert deliver_due(platform) == 1

    mail, newcomer = mail_server.next_mail(), client_as(None)
    assert mail["To"] == "bo@example.se"
    path = link_in(mail)
    assert newcomer.get(path).status_code == 200
    done = newcomer.submit(
        path, {"name": "Bo Exempel", "password": "fyra blöta stövlar", "again": "fyra blöta stövlar"}
    )
    assert done.headers["location"] == "/"


def test_forgotten_password_arrives_in_the_users_language(platform, client_as, add, mail_server):
    add("anna@example.se")
    client = client_as(None, language="en")
    client.submit("/forgotten", {"email": "anna@example.se"})

    deliver_due(platform)

    mail = mail_server.next_mail()
    assert client.get(link_in(mail)).status_code == 200
    assert 'lang="sv"' in mail.get_body(("html",)).get_content()


def test_an_invitation_in_own_words_arrives_and_its_link_opens_the_account(platform, client, mail_server):
    own = {"subject": "Välkommen, {name}", "body": "Hej {name}!\n\n[Öppna kontot]({url})\n\nVi ses!"}
    changed = client.submit("/admin/texts/mail.access.invitation/sv", own)
    client.submit(
        "/admin/users/new",
        {"email": "bo@example.se", "name": "Bo Exempel", "language": "sv", "roles": "officer"},
    )

    deliver_due(platform)

    mail = mail_server.next_mail()
    assert (changed.status_code, mail["Subject"]) == (303, "Välkommen, Bo Exempel")
    assert "Vi ses!" in mail.get_body(("html",)).get_content()
    assert client.get(link_in(mail)).status_code == 200


def link_in(mail) -> str:
    text = mail.get_body(("plain",)).get_content()
    return re.search(r"http://127\.0\.0\.1:8000(/\S+)", text).group(1)


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the mail server did not start")
