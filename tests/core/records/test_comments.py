"""Comments: written by those who may write, changed while fresh, removed with a trace."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from utblick.records.models import Comment


@pytest.fixture
def platform(yard):
    return yard


@pytest.fixture
def comments(platform):
    def read():
        with platform.read() as ctx:
            return list(ctx.session.exec(select(Comment).order_by(Comment.id)))

    return read


def test_a_comment_stands_on_the_page_with_its_lines_and_without_markup(client, boat, comments):
    boat_id = boat()

    answer = client.submit(
        f"/records/yard/boat/{boat_id}/comments", {"text": "Ring <b>varvet</b>\r\ni morgon"}
    )

    assert answer.status_code == 303
    assert comments()[0].text == "Ring <b>varvet</b>\ni morgon"
    assert "Ring &lt;b&gt;varvet&lt;/b&gt;\ni morgon" in client.get(f"/yard/boats/{boat_id}").text


@pytest.mark.parametrize("text", ["", "   ", "x" * 5001])
def test_an_empty_or_endless_comment_is_refused_and_kept_in_the_form(client, boat, comments, text):
    answer = client.submit(f"/records/yard/boat/{boat()}/comments", {"text": text})

    assert answer.status_code == 422
    assert text.strip() in answer.text
    assert comments() == []


def test_ones_own_comment_can_be_changed_while_it_is_fresh(client, boat, comments):
    client.submit(f"/records/yard/boat/{boat()}/comments", {"text": "Fel"})
    (made,) = comments()

    assert client.get(f"/comments/{made.id}/edit").status_code == 200
    client.submit(f"/comments/{made.id}/edit", {"text": "Rätt"})

    assert (comments()[0].text, comments()[0].edited_at is not None) == ("Rätt", True)


def test_an_old_comment_can_no_longer_be_changed(platform, client, boat, comments):
    client.submit(f"/records/yard/boat/{boat()}/comments", {"text": "Sagt"})
    (made,) = comments()
    with platform.write() as ctx:
        ctx.session.get_one(Comment, made.id).created_at = datetime.now(UTC) - timedelta(minutes=16)

    assert client.submit(f"/comments/{made.id}/edit", {"text": "Osagt"}).status_code == 409
    assert comments()[0].text == "Sagt"


def test_somebody_elses_comment_can_neither_be_changed_nor_removed(client, client_as, boat, comments):
    client.submit(f"/records/yard/boat/{boat()}/comments", {"text": "Mitt"})
    (made,) = comments()
    officer = client_as("officer")

    assert officer.submit(f"/comments/{made.id}/edit", {"text": "Ditt"}).status_code == 403
    assert officer.submit(f"/comments/{made.id}/remove").status_code == 403
    assert comments()[0].text == "Mitt"


def test_a_removed_comment_leaves_a_trace_and_no_text(client, boat, comments):
    boat_id = boat()
    client.submit(f"/records/yard/boat/{boat_id}/comments", {"text": "Hemligt"})
    (made,) = comments()

    assert client.get(f"/comments/{made.id}/remove").status_code == 200
    client.submit(f"/comments/{made.id}/remove")

    assert (comments()[0].text, comments()[0].removed_at is not None) == ("", True)
    assert "Hemligt" not in client.get(f"/yard/boats/{boat_id}").text


def test_who_may_only_read_does_not_comment(client_as, company, comments):
    assert (
        client_as("reader")
        .submit(f"/records/core/organisation/{company}/comments", {"text": "Hej"})
        .status_code
        == 403
    )
    assert comments() == []


def test_where_nothing_may_be_written_the_page_says_why_and_a_comment_is_refused(
    client, boat, comments, platform
):
    boat_id = boat()
    assert "A scrapped boat" not in client.get(f"/yard/boats/{boat_id}").text
    client.submit(f"/records/yard/boat/{boat_id}/comments", {"text": "Ring varvet"})
    with platform.write() as ctx:
        ctx.session.get_one(ctx.platform.registry.record("yard", "boat").model, boat_id).stage = "scrapped"
    (made,) = comments()

    page = client.get(f"/yard/boats/{boat_id}").text
    written = client.submit(f"/records/yard/boat/{boat_id}/comments", {"text": "Synd"})
    changed = client.submit(f"/comments/{made.id}/edit", {"text": "Synd"})

    assert "A scrapped boat is left in peace." in page
    assert "/comments" not in page.partition('id="what-happened"')[2].partition("<div id")[0]
    assert (written.status_code, changed.status_code) == (409, 409)
    assert [one.text for one in comments()] == ["Ring varvet"]
