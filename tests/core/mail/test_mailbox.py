from datetime import timedelta

import pytest

from utblick.mail import service
from utblick.mail.models import Mail


@pytest.fixture
def mail_id(platform):
    with platform.write() as ctx:
        values = {"name": "Anna Exempel", "url": "https://utblick.example/reset/k3y"}
        values |= {"key": "k3y", "key_until": ctx.now + timedelta(hours=1)}
        return service.send(ctx, "mail/access/reset", to="anna@foretag.example", language="sv", **values).id


def test_the_mailbox_shows_what_waits_and_why(client, mail_id):
    page = client.get("/admin/mail")

    assert page.status_code == 200
    assert "Välj ett nytt lösenord i Utblick" in page.text
    assert "anna@foretag.example" in page.text
    assert "Ingen e-postserver är inställd" in page.text


def test_a_waiting_mail_can_be_read_and_its_link_handed_over(client, mail_id):
    page = client.get(f"/admin/mail/{mail_id}")

    assert 'value="https://utblick.example/reset/k3y"' in page.text
    assert "Hej Anna Exempel!" in page.text


def test_a_mail_whose_key_is_gone_keeps_its_words_and_offers_no_link(client, platform, mail_id):
    with platform.write() as ctx:
        mail = ctx.session.get_one(Mail, mail_id)
        mail.key_until = ctx.now
        ctx.session.add(mail)
        ctx.session.flush()
        service.let_keys_lapse(ctx)

    page = client.get(f"/admin/mail/{mail_id}").text

    assert "Hej Anna Exempel!" in page
    assert "Länken var en nyckel och sparas inte längre här." in page
    assert "k3y" not in page
    assert f"/admin/mail/{mail_id}/again" not in page
    assert "Länk att lämna över" not in page


def test_the_mailbox_is_narrowed_by_state(client, mail_id):
    assert "anna@foretag.example" in client.get("/admin/mail?state=waiting").text
    assert "anna@foretag.example" not in client.get("/admin/mail?state=sent").text
    assert client.get("/admin/mail?state=nonsense&before=nonsense").status_code == 200


def test_a_mail_is_stopped_and_started_again_from_its_page(client, mail_id):
    stopped = client.submit(f"/admin/mail/{mail_id}/stop")
    assert (stopped.status_code, stopped.headers["location"]) == (303, f"/admin/mail/{mail_id}")
    assert "Stoppat för hand." in client.get(f"/admin/mail/{mail_id}").text

    client.submit(f"/admin/mail/{mail_id}/again")
    assert "Stoppat för hand." not in client.get(f"/admin/mail/{mail_id}").text


@pytest.mark.parametrize("role", ["reader", "officer", "coordinator"])
def test_only_administrators_see_the_mailbox(client_as, mail_id, role):
    client = client_as(role)

    assert client.get("/admin/mail").status_code == 403
    assert client.get(f"/admin/mail/{mail_id}").status_code == 403
    assert client.submit(f"/admin/mail/{mail_id}/again").status_code == 403


def test_a_mail_that_is_not_there_is_not_found(client):
    assert client.get("/admin/mail/0198c0de-0000-7000-8000-000000000000").status_code == 404
