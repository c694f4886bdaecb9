"""Our own procurements: what one company is told, every company is told, and the log shows it."""

import pytest
from sqlmodel import select

from utblick.api import Conflict, Invalid
from utblick_tendering.models import Dealing, Match, Notice
from utblick_tendering.queries import dealings
from utblick_tendering.service import neutrality, suggestions
from utblick_tendering.service.notices import keep

TITLE, SAID = "Möbler till våra skolor", "Annonsen är publicerad.\n\nSista dag är den 18 december."


@pytest.fixture
def own(platform, furniture, supplier, deliver):
    """A procurement of our own that fits two companies with an address and one without; its page."""
    for number in (1, 2):
        supplier(f"Exempel {number} AB", email=f"info@exempel{number}.example")
    supplier("Exempel Telefon AB")
    with platform.write() as ctx:
        notice_id = keep(ctx, furniture()).notice_id
        ctx.session.get(Notice, notice_id).own = True
    deliver()
    return f"/tendering/notices/{notice_id}/neutrality"


@pytest.fixture
def officer(client_as):
    return client_as("officer")


@pytest.fixture
def log(platform):
    def read():
        with platform.read() as ctx:
            return ctx.session.exec(select(Dealing).order_by(Dealing.at, Dealing.recipient_email)).all()

    return read


def text_of(answer):
    assert answer.status_code == 200, answer.text[-2000:]
    return answer.text


def mails(platform):
    from sqlalchemy import text

    with platform.read() as ctx:
        query = text('select "to", subject, body_text from core_mail order by "to"')
        return list(ctx.session.connection().execute(query))


def tell(officer, own, **more):
    return officer.submit(f"{own}/tell", {"title": TITLE, "said": SAID, **more})


def test_the_page_says_what_applies_and_why(officer, own, platform, furniture):
    with platform.write() as ctx:
        other = keep(ctx, furniture(notice_id="o" * 8, procedure_id="o" * 8)).notice_id

    assert "Leverantörer ska behandlas likvärdigt" in text_of(officer.get(own))
    foreign = text_of(officer.get(f"/tendering/notices/{other}/neutrality"))
    assert "Köparen är Exempelby kommun, inte kommunen eller ett bolag som den äger." in foreign
    assert (
        officer.submit(f"/tendering/notices/{other}/neutrality/tell", {"title": "a", "said": "b"}).status_code
        == 409
    )


def test_every_company_is_told_the_same_at_the_same_time(officer, own, platform, log, published):
    answer = tell(officer, own)

    assert answer.status_code == 303
    first, second = log()
    assert {first.recipient_email, second.recipient_email} == {
        "info@exempel1.example",
        "info@exempel2.example",
    }
    assert (first.at, first.said, first.title, first.round_id) == (
        second.at,
        second.said,
        second.title,
        second.round_id,
    )
    one, other = mails(platform)
    assert one[1:] == other[1:]
    assert one.subject == TITLE
    assert "Sista dag är den 18 december." in one.body_text
    assert published()[-1] == (
        "tendering.dealing.told",
        {"notice_id": str(first.notice_id), "round_id": str(first.round_id), "companies": 2},
    )


def test_a_company_without_an_address_is_called_and_the_call_is_logged(officer, own, log, platform):
    tell(officer, own)
    page = text_of(officer.get(own))
    assert "Att ringa: företag utan e-postadress" in page
    round_id = log()[0].round_id
    with platform.read() as ctx:
        phone = ctx.organisations.find(name="Exempel Telefon AB").id

    officer.submit(f"{own}/called/{round_id}/{phone}")

    by_phone = [one for one in log() if one.by_phone]
    assert [(one.organisation_id, one.said) for one in by_phone] == [(phone, SAID)]
    assert "Att ringa" not in text_of(officer.get(own))
    assert officer.submit(f"{own}/called/{round_id}/{phone}").status_code == 409


def test_a_company_that_fits_later_is_offered_the_same_words(officer, own, log, supplier, deliver):
    tell(officer, own)
    supplier("Exempel Sen AB", email="info@sen.example")
    deliver()

    assert "1 företag har inte fått allt som de andra har fått veta" in text_of(officer.get(own))
    officer.submit(f"{own}/latecomers")

    late = next(one for one in log() if one.recipient_email == "info@sen.example")
    assert (late.said, late.round_id) == (SAID, log()[0].round_id)
    assert "har inte fått allt" not in text_of(officer.get(own))


def test_a_question_is_logged_and_the_answer_goes_to_all(officer, own, log, platform):
    with platform.write() as ctx:
        asker = ctx.organisations.register(
            "Exempel Frågvis AB", kind="company", email="info@fraga.example"
        ).id

    officer.submit(f"{own}/asked", {"organisation_id": str(asker), "question": "Ingår montering?"})
    question = log()[0]
    assert "Ska besvaras" in text_of(officer.get(own))
    officer.submit(f"{own}/answer/{question.id}", {"title": "Fråga och svar", "said": "Ingår montering? Ja."})

    answers = [one for one in log() if one.kind == "answered"]
    assert {one.recipient_email for one in answers} == {
        "info@exempel1.example", "info@exempel2.example", "info@fraga.example",
    }  # fmt: skip
    assert {one.said for one in answers} == {"Ingår montering? Ja."}
    assert all("Frågvis" not in mail.body_text for mail in mails(platform))
    assert "Besvarad till alla" in text_of(officer.get(own))


def test_a_message_is_sent_once_however_often_the_form_is(officer, own, log):
    page = text_of(officer.get(own))
    round_id = page.partition('name="round_id" value="')[2][:36]

    tell(officer, own, round_id=round_id)
    again = tell(officer, own, round_id=round_id)

    assert again.status_code == 409
    assert len(log()) == 2


def test_an_empty_message_is_refused_at_its_field(officer, own, log):
    refused = officer.submit(f"{own}/tell", {"title": TITLE, "said": " "})

    assert refused.status_code == 422
    assert TITLE in refused.text
    assert log() == []


def test_no_verb_tells_one_company_alone_and_nothing_can_be_noted_about_one(own, platform, officer, client):
    notice_id = own.split("/")[3]
    with platform.write() as ctx:
        [match, *_rest] = ctx.session.exec(select(Match)).all()
        with pytest.raises(Invalid):
            suggestions.update_match(ctx, match, {"note": "Räkna lågt"})
        with pytest.raises(Invalid):
            suggestions.dismiss(ctx, match.id, {"dismissed_reason": "other", "said": "De vet budgeten"})
        log = dealings.log_of(ctx, match.notice_id)
        with pytest.raises(Conflict):
            neutrality.called(ctx, match.notice_id, match.id, match.organisation_id)
        assert log == []

    written = client.post(
        "/api/tendering/dealings",
        json={
            "title": "x",
            "notice_id": notice_id,
            "organisation_id": str(match.organisation_id),
            "kind": "told",
        },
        headers={"accept": "application/json", "x-csrf-token": client.csrf},
    )
    assert written.status_code in (403, 404, 405)
    assert "Det här är en av våra egna upphandlingar" in text_of(
        officer.get(f"/panels/tendering.match/{match.id}")
    )
    assert "Det här är en av våra egna upphandlingar" in text_of(
        officer.get(f"/panels/tendering.notice_matches/{notice_id}")
    )


def test_a_comment_on_a_match_of_our_own_is_held_back(officer, own, platform):
    with platform.read() as ctx:
        match, *_rest = ctx.session.exec(select(Match)).all()

    refused = officer.submit(f"/records/tendering/match/{match.id}/comments", {"text": "De vet budgeten"})

    assert refused.status_code == 409
    page = text_of(officer.get(f"/tendering/matches/{match.id}"))
    assert "det som ska sägas sägs till alla" in page
    assert "De vet budgeten" not in page
    assert f"match/{match.id}/comments" not in page


def test_the_log_is_read_and_exported(officer, own):
    tell(officer, own)

    assert TITLE in text_of(officer.get("/tendering/dealings"))
    table = officer.get(
        "/tendering/dealings/export.csv?columns=kind,organisation_id,said,recipient_email"
    ).text
    assert table.count(TITLE) == 2
    assert "info@exempel1.example" in table


def test_a_reader_sees_the_log_and_sends_nothing(client_as, own, log):
    reader = client_as("reader")

    assert "Skicka till alla" not in text_of(reader.get(own))
    assert tell(reader, own).status_code == 403
    assert log() == []
