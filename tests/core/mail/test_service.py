from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from utblick.access.letters import invitation
from utblick.access.models import User
from utblick.context import Ref
from utblick.errors import Conflict, Invalid, NotFound
from utblick.mail import service
from utblick.mail.compose import links
from utblick.mail.models import Mail

ANNA = "anna@foretag.example"


def write(ctx, **more):
    values = {"to": ANNA, "name": "Anna Exempel", "url": "https://utblick.example/invitation/k3y", **more}
    return service.send(ctx, "mail/access/invitation", **values)


def test_a_mail_is_written_in_text_and_html_in_its_readers_language(ctx):
    swedish, english = write(ctx, language="sv"), write(ctx, language="en")

    assert swedish.subject == "Ditt konto i Utblick hos Nordanstigs kommun"
    assert english.subject == "Your account in Utblick at Nordanstigs kommun"
    assert swedish.body_text.startswith("Nordanstigs kommun\n\nHej Anna Exempel!\n\n")
    assert "\nhttps://utblick.example/invitation/k3y\n" in swedish.body_text
    assert '<html lang="sv">' in swedish.body_html
    assert 'href="https://utblick.example/invitation/k3y"' in swedish.body_html


def test_what_people_are_called_cannot_write_html(ctx):
    mail = write(ctx, name="<script>alert('Å & Ö')</script>", language="en")

    assert "<script>" not in mail.body_html
    assert "Hi <script>alert('Å & Ö')</script>!" in mail.body_text


def test_the_links_of_a_mail_can_be_handed_over(ctx):
    assert links(write(ctx).body_text) == ["https://utblick.example/invitation/k3y"]


def test_what_is_rolled_back_was_never_written(platform):
    with pytest.raises(RuntimeError), platform.write() as ctx:
        write(ctx)
        raise RuntimeError

    with platform.read() as ctx:
        assert ctx.session.exec(select(Mail)).all() == []


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@",
        "@foretag.example",
        "anna@foretag.example\nBcc: all@foretag.example",
        "a b@foretag.example",
    ],
)
def test_an_address_that_is_none_or_hides_a_header_is_refused(ctx, address):
    with pytest.raises(Invalid, match="not an e-mail address"):
        write(ctx, to=address)


def test_a_line_break_in_a_name_stays_out_of_the_subject(platform, ctx):
    place = platform.settings.municipality.model_copy(
        update={"name": "Nordan\r\nBcc: all@foretag.example\r\n"}
    )
    platform.settings = platform.settings.model_copy(update={"municipality": place})

    assert write(ctx, language="en").subject == "Your account in Utblick at Nordan Bcc: all@foretag.example"


def test_a_mail_remembers_what_it_is_about(ctx):
    ref = Ref("core", "organisation", uuid4())

    assert (write(ctx, ref=ref).ref, write(ctx).kind) == (str(ref), "mail/access/invitation")


def test_a_waiting_mail_can_be_stopped_and_sent_after_all(ctx):
    mail = write(ctx, language="en")

    stopped = service.give_up(ctx, mail.id)
    assert (stopped.state, stopped.error) == ("failed", "Stoppat för hand.")
    with pytest.raises(Conflict):
        service.give_up(ctx, mail.id)
    again = service.send_again(ctx, mail.id)
    assert (again.state, again.error, again.attempts) == ("waiting", "", 0)


def test_a_sent_mail_is_not_sent_twice(ctx):
    mail = write(ctx)
    mail.state = "sent"

    with pytest.raises(Conflict, match="has been sent"):
        service.send_again(ctx, mail.id)
    with pytest.raises(NotFound):
        service.send_again(ctx, uuid4())


def test_only_mails_sent_or_given_up_long_ago_are_removed(ctx):
    old, fresh, failed, waiting = write(ctx), write(ctx), write(ctx), write(ctx)
    old.state, old.sent_at = "sent", ctx.now - timedelta(days=91)
    fresh.state, fresh.sent_at = "sent", ctx.now - timedelta(days=89)
    failed.state, failed.created_at = "failed", ctx.now - timedelta(days=400)
    waiting.created_at = ctx.now - timedelta(days=400)
    ctx.session.flush()

    assert str(service.sweep(ctx)) == "2 old mails were removed"
    assert set(ctx.session.exec(select(Mail.id))) == {fresh.id, waiting.id}


def test_erasure_forgets_every_mail_to_an_address(ctx):
    kept = write(ctx, to="bo@foretag.example")
    write(ctx)
    write(ctx)

    assert service.forget_address(ctx, ANNA) == 2
    assert ctx.session.exec(select(Mail.id)).all() == [kept.id]


def test_an_invitation_is_a_mail_with_a_link(platform, ctx):
    user = User(email=ANNA, name="Anna Exempel", language="en")

    invitation(ctx, user, "t0ken", until=ctx.now + timedelta(days=7))

    mail = ctx.session.exec(select(Mail)).one()
    assert (mail.to, mail.language) == (ANNA, "en")
    assert links(mail.body_text) == [f"{platform.settings.public_url}/invitation/t0ken"]
    assert (mail.key, mail.key_until) == ("t0ken", ctx.now + timedelta(days=7))


def test_a_key_that_the_mail_does_not_hold_is_a_mistake_of_the_program(ctx):
    with pytest.raises(ValueError, match="does not hold its key"):
        write(ctx, key="another")


def test_a_key_that_opens_nothing_any_more_is_taken_out_of_mails_that_were_never_sent(ctx):
    waiting = write(ctx, key="k3y", key_until=ctx.now)
    stopped = write(ctx, key="k3y", key_until=ctx.now)
    lasting = write(ctx, key="k3y", key_until=ctx.now + timedelta(minutes=1))
    service.give_up(ctx, stopped.id)

    told = service.let_keys_lapse(ctx)

    assert str(told) == "2 keys were taken out."
    assert [mail.state for mail in (waiting, stopped, lasting)] == ["failed", "failed", "waiting"]
    assert ["k3y" in mail.body_text + mail.body_html + mail.key for mail in (waiting, stopped, lasting)] == [
        False, False, True,
    ]  # fmt: skip
    with pytest.raises(Conflict, match="has expired"):
        service.send_again(ctx, waiting.id)
    assert service.let_keys_lapse(ctx) is None
