import asyncio
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlmodel import select

from utblick.mail import service
from utblick.mail.models import Mail
from utblick.mail.postman import TRIES_AFTER, Postman, deliver_due

ANNA, BO = "anna@foretag.example", "bo@foretag.example"


@pytest.fixture
def write(platform):
    def written(to=ANNA, template="mail/access/reset", **more):
        with platform.write() as ctx:
            values = {
                "name": "Anna Exempel",
                "url": "https://utblick.example/reset/k3y",
                "key": "k3y",
                **more,
            }
            return service.send(ctx, template, to=to, language="sv", **values).id

    return written


@pytest.fixture
def mails(platform):
    def read():
        with platform.read() as ctx:
            return {mail.to: mail for mail in ctx.session.exec(select(Mail))}

    return read


def later(**gap):
    return datetime.now(UTC) + timedelta(**gap)


def test_a_mail_reaches_the_server_in_both_forms(platform, smtp, deliver_to, write, mails):
    inbox = smtp()
    deliver_to(inbox.port)
    mail_id = write()

    assert deliver_due(platform) == 1

    message = inbox.taken[0]
    assert (message["to"], message["subject"]) == (ANNA, "Välj ett nytt lösenord i Utblick")
    assert message["from"] == "Nordanstigs kommun <utblick@nordanstig.example>"
    assert message["message-id"] == f"<{mail_id}@nordanstig.example>"
    assert (message["auto-submitted"], message["content-language"]) == ("auto-generated", "sv")
    assert "https://utblick.example/reset/k3y" in message.get_body(("plain",)).get_content()
    assert "https://utblick.example/reset/k3y" in message.get_body(("html",)).get_content()
    assert (mails()[ANNA].state, mails()[ANNA].attempts, mails()[ANNA].error) == ("sent", 1, "")


def test_a_mail_is_delivered_once(platform, smtp, deliver_to, write):
    inbox = smtp()
    deliver_to(inbox.port)
    write()

    assert [deliver_due(platform, now=later(days=n)) for n in range(3)] == [1, 0, 0]
    assert len(inbox.taken) == 1


def test_a_delivered_key_is_not_kept_and_the_words_around_it_are(platform, smtp, deliver_to, write, mails):
    deliver_to(smtp().port)
    write()
    before = mails()[ANNA]

    deliver_due(platform)

    after = mails()[ANNA]
    assert after.body_text == before.body_text.replace("k3y", "[…]")
    assert after.body_html == before.body_html.replace("k3y", "[…]")
    assert (after.key, after.key_until) == ("", None)


def test_a_mail_whose_link_opens_nothing_any_more_is_not_sent(platform, smtp, deliver_to, write, mails):
    inbox = smtp()
    deliver_to(inbox.port)
    write(key_until=later(minutes=-1))

    assert deliver_due(platform) == 0
    assert (inbox.tries, mails()[ANNA].state) == ([], "waiting")


def test_without_a_server_mail_waits_and_is_kept(platform, write, mails):
    write()

    assert deliver_due(platform, now=later(days=30)) == 0
    assert (mails()[ANNA].state, mails()[ANNA].attempts) == ("waiting", 0)


def test_a_refused_recipient_is_given_up_with_the_servers_reason(platform, smtp, deliver_to, write, mails):
    inbox = smtp()
    inbox.answers[ANNA] = "550 5.1.1 No such user here"
    deliver_to(inbox.port)
    write()
    write(to=BO)

    assert deliver_due(platform) == 1
    assert (mails()[ANNA].state, mails()[ANNA].error) == ("failed", "550 5.1.1 No such user here")
    assert mails()[BO].state == "sent"


def test_a_full_mailbox_is_tried_again_later_and_later_until_it_is_given_up(
    platform, smtp, deliver_to, write, mails
):
    inbox = smtp()
    inbox.answers[ANNA] = "452 4.2.2 Mailbox full"
    deliver_to(inbox.port)
    write()
    now = later(seconds=1)

    for minutes in TRIES_AFTER:
        assert mails()[ANNA].state == "waiting"
        deliver_due(platform, now=now)
        assert deliver_due(platform, now=now + timedelta(minutes=minutes, seconds=-1)) == 0
        now += timedelta(minutes=minutes)

    assert (mails()[ANNA].state, mails()[ANNA].attempts) == ("failed", len(TRIES_AFTER))
    assert mails()[ANNA].error == "452 4.2.2 Mailbox full"
    assert len(inbox.tries) == len(TRIES_AFTER)


def test_a_mailbox_that_opens_again_gets_its_mail(platform, smtp, deliver_to, write, mails):
    inbox = smtp()
    inbox.answers[ANNA] = "452 4.2.2 Mailbox full"
    deliver_to(inbox.port)
    write()
    deliver_due(platform)
    del inbox.answers[ANNA]

    assert deliver_due(platform, now=later(minutes=2)) == 1
    assert (mails()[ANNA].state, mails()[ANNA].error) == ("sent", "")


def test_a_server_that_is_down_costs_no_mail_a_try(platform, smtp, deliver_to, write, mails):
    deliver_to(1)
    write()
    for n in range(20):
        deliver_due(platform, now=later(hours=n))

    assert (mails()[ANNA].state, mails()[ANNA].attempts) == ("waiting", 0)
    assert mails()[ANNA].error.startswith("ConnectionRefusedError")
    deliver_to(smtp().port)
    assert deliver_due(platform, now=later(days=2)) == 1


def test_a_mail_that_makes_the_server_hang_up_does_not_hold_up_the_others(
    platform, smtp, deliver_to, write, mails
):
    inbox = smtp()
    deliver_to(inbox.port)
    write()
    inbox.hangs_up = True
    deliver_due(platform)
    inbox.hangs_up = False
    write(to=BO)

    assert deliver_due(platform) == 1
    assert (mails()[ANNA].state, mails()[BO].state) == ("waiting", "sent")


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_a_wrong_password_of_the_installation_leaves_mail_waiting(platform, smtp, deliver_to, write, mails):
    inbox = smtp(login=("utblick", "right"))
    deliver_to(inbox.port, user="utblick", password="wrong")
    write()

    assert deliver_due(platform) == 0
    assert (mails()[ANNA].state, mails()[ANNA].attempts) == ("waiting", 0)
    assert mails()[ANNA].error.startswith("535")
    deliver_to(inbox.port, user="utblick", password="right")
    assert deliver_due(platform, now=later(minutes=3)) == 1


def test_mail_is_never_sent_in_the_clear_where_encryption_is_asked_for(
    platform, smtp, deliver_to, write, mails
):
    inbox = smtp()
    deliver_to(inbox.port, security="starttls")
    write()

    assert deliver_due(platform) == 0
    assert (inbox.taken, mails()[ANNA].state) == ([], "waiting")
    assert "STARTTLS" in mails()[ANNA].error


@pytest.fixture
def certificate(tmp_path):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(later(days=-1))
        .not_valid_after(later(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return file


def test_mail_travels_encrypted_to_a_server_that_is_trusted(
    platform, smtp, deliver_to, write, mails, certificate, monkeypatch
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    inbox = smtp(tls=context)
    deliver_to(inbox.port, security="starttls")
    write()

    assert deliver_due(platform) == 0
    assert "CERTIFICATE_VERIFY_FAILED" in mails()[ANNA].error
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert deliver_due(platform, now=later(minutes=3)) == 1


def test_many_processes_at_once_send_each_mail_once(platform_on, smtp, mail_settings):
    inbox = smtp()
    platform_on.settings = mail_settings(platform_on.settings, inbox.port)
    recipients = {f"person{n}@foretag.example" for n in range(20)}
    with platform_on.write() as ctx:
        for to in recipients:
            service.send(
                ctx, "mail/access/reset", to=to, name="Anna Exempel", url="https://utblick.example/k"
            )

    with ThreadPoolExecutor(4) as postmen:
        delivered = list(postmen.map(deliver_due, [platform_on] * 4))

    assert sum(delivered) == 20
    assert sorted(message["to"] for message in inbox.taken) == sorted(recipients)


def test_the_postman_delivers_what_is_written_while_he_runs(platform, smtp, deliver_to, write):
    inbox = smtp()
    deliver_to(inbox.port)

    async def day():
        running = asyncio.create_task(Postman(platform).run())
        await asyncio.to_thread(write)
        until = time.monotonic() + 10
        while not inbox.taken and time.monotonic() < until:  # noqa: ASYNC110 - the server has its own thread
            await asyncio.sleep(0.05)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(day())

    assert [message["to"] for message in inbox.taken] == [ANNA]
