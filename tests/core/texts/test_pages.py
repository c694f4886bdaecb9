"""Administrators put mails in words of their own, and nothing that a mail needs is lost on the way."""

import re

import pytest
from sqlmodel import select

from utblick.mail.service import send
from utblick.texts.models import OwnText

PLACE = "/admin/texts/mail.access.reset/sv"
OWN = {
    "subject": "Byt lösenord, {name}",
    "body": "Hallå {name}!\r\n\r\n[Byt nu]({url})\r\n\r\n/{municipality}",
}


@pytest.fixture
def plugins():
    return ()


@pytest.fixture
def change(client):
    """Sends the form of a text, as somebody who has just looked at it."""

    def sent(place=PLACE, **more):
        seen = re.search(r'name="seen" value="([^"]*)"', client.get(place).text)[1]
        return client.submit(place, {"seen": seen, **OWN, **more})

    return sent


@pytest.fixture
def mail(platform):
    def written(language="sv", name="Anna Exempel"):
        with platform.write() as ctx:
            values = {"name": name, "url": "https://u.example/reset/k3y", "key": "k3y"}
            made = send(ctx, "mail/access/reset", to="anna@foretag.example", language=language, **values)
            return made.subject, made.body_text, made.body_html

    return written


def test_every_text_is_listed_by_whose_it_is_and_in_each_language(client):
    page = client.get("/admin/texts").text

    assert page.count('href="/admin/texts/mail.access.') == 6
    assert "Inbjudan till en ny användare, svenska: Standard" in page


def test_own_words_are_sent_from_the_next_mail_on_and_only_in_their_language(client, change, mail):
    done = change()

    subject, text, html = mail(name="<b>Anna</b>")
    assert (done.status_code, done.headers["location"]) == (303, "/admin/texts")
    assert subject == "Byt lösenord, <b>Anna</b>"
    assert text.startswith(
        "Nordanstigs kommun\n\nHallå <b>Anna</b>!\n\nByt nu:\nhttps://u.example/reset/k3y\n\n/Nordanstigs"
    )
    assert "&lt;b&gt;Anna&lt;/b&gt;" in html and 'href="https://u.example/reset/k3y"' in html
    assert mail("en")[0] == "Choose a new password in Utblick"
    assert "Ett nytt lösenord" not in text
    assert "Nytt lösenord, svenska: Egen text" in client.get("/admin/texts").text


def test_words_that_lose_the_link_are_refused_with_its_name_and_what_was_written(client, change, mail):
    refused = change(body="Hallå {name}, ring {telefon}!")
    strange = change(body="{url} {telefon}")

    assert refused.status_code == strange.status_code == 422
    assert "{url} måste finnas i texten" in refused.text
    assert "{telefon} finns inte här. Det här kan fyllas i: {name}, {url}, {municipality}." in strange.text
    assert "Hallå {name}, ring {telefon}!" in refused.text
    assert mail()[0] == "Välj ett nytt lösenord i Utblick"


def test_the_preview_shows_made_up_values_and_keeps_nothing(client, change, mail):
    looked = change(look="1")

    assert looked.status_code == 200
    assert "Byt lösenord, Anna Exempel" in looked.text and "https://utblick.example/…" in looked.text
    assert mail()[0] == "Välj ett nytt lösenord i Utblick"


def test_the_standard_is_put_back_and_all_of_it_is_in_the_history(client, change, mail, platform):
    change()
    change(subject="Igen, {name}")
    page = client.get(PLACE).text
    seen = re.search(r'name="seen" value="([^"]*)"', page)[1]

    client.submit(f"{PLACE}/standard", {"seen": seen})

    assert mail()[0] == "Välj ett nytt lösenord i Utblick"
    history = client.get(PLACE).text.partition("Historik")[2]
    assert history.count("<details>") == 3
    assert "standardtexten återställdes" in history and "Igen, {name}" in history
    with platform.read() as ctx:
        assert len(ctx.session.exec(select(OwnText)).all()) == 3


def test_who_saves_what_somebody_else_has_changed_meanwhile_is_told(client, change, mail):
    change()

    late = client.submit(PLACE, {"seen": "", **OWN, "subject": "Sent"})

    assert late.status_code == 409
    assert "Någon annan har ändrat texten under tiden" in late.text
    assert mail(name="")[0] == "Byt lösenord,"


def test_a_standard_that_has_changed_since_is_said_until_the_words_are_saved_again(
    client, change, platform, mail
):
    change()
    with platform.write() as ctx:
        row = ctx.session.exec(select(OwnText)).one()
        row.standard_body = "Så löd den förut. [Välj]({url})"
        ctx.session.add(row)

    page = client.get(PLACE).text
    assert "Standardtexten har ändrats sedan er egen text skrevs" in page and "Så löd den förut." in page
    assert mail()[0] == "Byt lösenord, Anna Exempel"
    change()
    assert "Standardtexten har ändrats" not in client.get(PLACE).text


def test_own_words_that_do_not_fit_the_version_any_more_are_not_sent(client, change, platform, mail):
    change()
    with platform.write() as ctx:
        row = ctx.session.exec(select(OwnText)).one()
        row.body = "Hallå {nickname}! {url}"
        ctx.session.add(row)

    assert mail()[0] == "Välj ett nytt lösenord i Utblick"
    page = client.get(PLACE).text
    assert "Er egen text används inte" in page and "{nickname} finns inte här." in page


def test_what_is_written_is_audited_and_nobody_else_may_write(client, change, client_as):
    change()

    assert "Skrev en text med egna ord" in client.get("/admin/audit").text
    assert client_as("officer").get(PLACE).status_code == 403
    assert client_as("officer").submit(PLACE, OWN).status_code == 403
    assert client.get("/admin/texts/mail.access.reset/de").status_code == 404
    assert client.get("/admin/texts/mail.access.nothing/sv").status_code == 404
