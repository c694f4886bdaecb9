"""Feeds: what they say of entries, and that nothing but the open internet is asked."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from utblick_tendering.sources import Asked
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.feeds import Feeds
from utblick_tendering.sources.web import LARGEST_ANSWER, Answer, fetch, over_the_net, require_public

ADDRESS = "https://annonser.example/rss"
RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Annonser</title><language>sv</language>
<item><title>Snöröjning i Exempelby</title><link>/annons/17</link><guid>tag:17</guid>
<pubDate>Mon, 16 Nov 2026 08:00:00 +0100</pubDate><category>90620000-9</category>
<description>&lt;p&gt;Upphandlande myndighet: Exempelby kommun&lt;/p&gt;&lt;p&gt;Sista anbudsdag: 2026-12-18 23:59&lt;/p&gt;
&lt;p&gt;Upphandlings-ID: EX-2026-17&lt;/p&gt;</description></item>
<item><title>Bara en rubrik</title><link>https://annonser.example/annons/18</link></item><item/></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><entry><title>School furniture</title>
<id>urn:x:1</id><link rel="self" href="https://a.example/self"/><link href="https://a.example/1"/>
<updated>2026-11-16T08:00:00Z</updated><summary>Desks</summary></entry></feed>"""


def public(_host):
    return ["93.184.216.34"]


@pytest.fixture
def read():
    def found(*answers, cursor="", resolve=public):
        given, asked = list(answers), []

        def transport(method, url, *, headers, content=None, at=""):
            asked.append((url, dict(headers), at))
            return given.pop(0)

        result = list(Feeds(transport, resolve=resolve).found(Asked(address=ADDRESS, cursor=cursor)))
        return result, asked

    return found


@pytest.fixture
def own_server():
    """A machine with a feed, its port, and the headers that it has heard."""
    heard = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append(self.headers)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(RSS.encode())

        def log_message(self, *_said):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, heard
        server.shutdown()


def test_an_entry_becomes_a_notice_with_what_it_says_and_no_more(read):
    (first, bare, empty), _asked = read(Answer(200, RSS.encode(), {}, ADDRESS))

    assert (first.notice.title, first.web_url) == (
        {"SWE": "Snöröjning i Exempelby"}, "https://annonser.example/annons/17",
    )  # fmt: skip
    assert first.keys == (("address", "https://annonser.example/annons/17"), ("procurement", "EX-2026-17"))
    assert (first.notice.cpv, first.notice.published) == (("90620000",), "2026-11-16")
    assert first.notice.buyers[0].name == {"SWE": "Exempelby kommun"}
    assert first.notice.deadlines == ("2026-12-18T23:59:00",)
    assert (bare.notice.buyers, bare.notice.lots, bare.notice.published) == ((), (), None)
    assert "neither a title" in str(empty.refused)


def test_atom_is_read_with_the_link_that_people_follow(read):
    [entry], _asked = read(Answer(200, ATOM.encode(), {}, ADDRESS))

    assert (entry.web_url, entry.notice.languages) == ("https://a.example/1", ("ENG",))


def test_a_feed_that_has_not_changed_is_not_read_again(read):
    entries, _asked = read(Answer(200, RSS.encode(), {"etag": '"a1"', "last-modified": "Mon"}, ADDRESS))

    nothing, asked = read(Answer(304), cursor=entries[-1].cursor)

    assert nothing == []
    assert (asked[0][1]["if-none-match"], asked[0][1]["if-modified-since"]) == ('"a1"', "Mon")


@pytest.mark.parametrize(
    "content",
    [b"", b"<html/>", b"<rss", b"{}", b'<!DOCTYPE a [<!ENTITY x "y">]><rss><channel><item/></channel></rss>'],
)
def test_what_is_no_feed_is_refused(read, content):
    with pytest.raises(SourceSilent, match="is no feed"):
        read(Answer(200, content))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://a.example/", "http://127.0.0.1/", "http://localhost:8000/", "http://[::1]/",
        "http://10.0.0.5/feed", "http://169.254.169.254/latest", "http://user@a.example/", "https://", "x",
        "http://[bad",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_open_internet_are_not_asked(address):
    with pytest.raises(SourceSilent):
        require_public(address)


def test_a_redirect_into_the_own_network_is_not_followed(read):
    resolve = {"annonser.example": ["93.184.216.34"], "inne.example": ["192.168.1.7"]}.__getitem__
    moved = Answer(302, b"", {"location": "http://inne.example/admin"})

    with pytest.raises(SourceSilent, match="private network"):
        read(moved, resolve=resolve)


def test_the_machine_that_was_found_sound_is_the_one_that_is_asked(read):
    found = iter([["93.184.216.34"], ["127.0.0.1"]])

    _entries, asked = read(Answer(200, RSS.encode(), {}, ADDRESS), resolve=lambda _host: next(found))

    assert [(url, at) for url, _headers, at in asked] == [(ADDRESS, "93.184.216.34")]


def test_a_machine_is_asked_by_its_number_and_told_the_name(own_server):
    port, heard = own_server

    answer = over_the_net("GET", f"http://annonser.example:{port}/rss", headers={"a": "b"}, at="127.0.0.1")

    assert (answer.status, answer.content) == (200, RSS.encode())
    assert answer.url == f"http://annonser.example:{port}/rss"
    assert [(one["host"], one["a"]) for one in heard] == [(f"annonser.example:{port}", "b")]


def test_the_next_machine_is_asked_when_one_is_silent(own_server):
    port, heard = own_server
    tried = []

    def transport(method, url, *, headers, content=None, at=""):
        tried.append(at)
        if at == "93.184.216.34":
            raise OSError
        return over_the_net(method, url, headers=headers, at="127.0.0.1")

    answer = fetch(
        f"http://annonser.example:{port}/rss",
        transport=transport,
        resolve=lambda _host: ["93.184.216.34", "93.184.216.35"],
    )

    assert (answer.status, tried, len(heard)) == (200, ["93.184.216.34", "93.184.216.35"], 1)


def test_redirects_end_and_large_answers_are_refused(read):
    with pytest.raises(SourceSilent, match="on and on"):
        read(*[Answer(301, b"", {"location": "/rss"})] * 9)
    with pytest.raises(SourceSilent, match="larger than"):
        read(Answer(200, b" " * (LARGEST_ANSWER + 1)))
