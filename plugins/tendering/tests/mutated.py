"""Reads thousands of mutated files in a process of its own, and tells what went wrong; nothing may be opened.

Called with a folder of notices, one of answers of TED, one of packages, a seed and how many of each.
"""

import copy
import json
import random
import re
import sys
import time
from io import BytesIO
from pathlib import Path

from utblick.api import NUTS
from utblick_tendering.ocds.reading import notice_of as from_release
from utblick_tendering.ocds.reading import releases_in
from utblick_tendering.reading import NoticeRefused, summary
from utblick_tendering.reading.files import read_stream
from utblick_tendering.reading.stored import document, restored
from utblick_tendering.sources import Asked
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.feeds import entries_of
from utblick_tendering.sources.ted_answer import notice_of as from_answer
from utblick_tendering.sources.ted_api import TedSearch
from utblick_tendering.sources.web import Answer
from utblick_tendering.vocabulary.cpv import codes, cpv_name

SLOWEST = 2.0
_FORBIDDEN = (
    "open",
    "socket.connect",
    "socket.getaddrinfo",
    "subprocess.Popen",
    "os.system",
    "urllib.Request",
)
_STRANGE = ("", "9" * 5000, "-1", "2026-02-31+99:99", "NaN", "1e9", "٣", "&amp;", "\u202e", "x" * 100_000)
_JSON = (None, True, -1, 10**30, 1.5, "", "x" * 50_000, [], {}, [[[[]]]], {"": {"": None}}, "2026-13-45")
_RSS = """<rss version="2.0"><channel><language>sv</language><item><title>Bro</title>
<link>https://a.example/1</link><pubDate>Mon, 16 Nov 2026 08:00:00 +0100</pubDate>
<description>&lt;p&gt;CPV 90620000&lt;/p&gt; Sista anbudsdag: 2026-12-18 Upphandlings-ID: A1</description>
</item></channel></rss>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sv"><entry><title>Bro</title><id>urn:1</id>
<link href="https://a.example/1"/><updated>2026-11-16T08:00:00Z</updated><category term="90620000"/>
</entry></feed>"""
_FEEDS = (_RSS.encode(), _ATOM.encode())


def main() -> None:
    notices, answers, packages = (Path(one) for one in sys.argv[1:4])
    chance, count = random.Random(int(sys.argv[4])), int(sys.argv[5])
    xml = [file.read_bytes() for file in sorted(notices.rglob("*.xml"))]
    pages = [file.read_bytes() for file in sorted(answers.glob("*.json"))]
    releases = [file.read_bytes() for file in sorted(packages.glob("*213czf*.json"))]
    releases += [file.read_bytes() for file in sorted(packages.glob("release-package-g*.json"))]
    _warm_up(xml[0])
    opened: list[str] = []
    sys.addaudithook(
        lambda event, args: opened.append(f"{event} {args[:1]}") if event in _FORBIDDEN else None
    )
    told = {"read": 0, "refused": 0, "wrong": [], "opened": opened}
    for kind, originals, mutate, read in (
        ("xml", xml, xml_mutated, _notice),
        ("feed", list(_FEEDS), xml_mutated, _feed),
        ("ted", pages, json_mutated, _answer),
        ("ocds", releases, json_mutated, _package),
    ):
        for number in range(count):
            content = mutate(chance, chance.choice(originals))
            _one(f"{kind} {number}", read, content, told)
    for number, content in enumerate(_monsters()):
        for read in (_notice, _feed, _answer, _package):
            _one(f"monster {number}", read, content, told)
    sys.stdout.write(json.dumps(told))


def _one(name, read, content, told):
    begun = time.process_time()
    try:
        read(content)
        told["read"] += 1
    except (NoticeRefused, SourceSilent):
        told["refused"] += 1
    except BaseException as error:
        told["wrong"].append(f"{name}: {type(error).__name__}: {error}"[:300])
    spent = time.process_time() - begun
    if spent > SLOWEST:
        told["wrong"].append(f"{name}: {spent:.1f} s")


def _warm_up(content):
    """Tables and Python's own codecs are read from disk once, before anybody looks."""
    for encoding in ("utf-16", "utf-16-be", "latin-1", "utf-32", "utf-32-be", "utf-32-le", "cp1252"):
        "x".encode(encoding)
    _notice(content)
    codes()
    cpv_name("39160000", "en")
    NUTS.find("x", "sv")
    for one in _FEEDS:
        _feed(one)
    NUTS.code_of("SE313")


def _notice(content):
    read = read_stream(BytesIO(content))
    summary(read)
    assert restored(json.loads(json.dumps(document(read)))) == read


def _feed(content):
    for one in entries_of(content, "https://a.example/"):
        if "notice" in one:
            document(one["notice"])


def _answer(content):
    search = TedSearch(lambda *_a, **_b: Answer(200, content), whole=False, pause=lambda _s: None)
    for one in search.found(Asked(address="x")):
        assert one.notice is not None
        document(one.notice)
        from_answer({"notices": 1})


def _package(content):
    for one in releases_in(content):
        read, _keys = from_release(one)
        document(read)


def xml_mutated(chance: random.Random, content: bytes) -> bytes:
    kind = chance.randrange(7)
    if kind == 0:
        return content[: chance.randrange(len(content))]
    if kind == 1:
        changed = bytearray(content)
        for _each in range(chance.randrange(1, 20)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)
    text = content.decode("utf-8")
    if kind == 2:
        return text.encode(chance.choice(["utf-16", "latin-1", "utf-32", "cp1252"]), "replace")
    if kind == 3:
        names = re.findall(r"<(?:\w+:)?(\w+)", text)
        return text.replace(chance.choice(names), chance.choice(names)).encode()
    if kind == 4:
        parts = re.findall(r"<(\w+:?\w+)(?=[ >])", text)
        name = chance.choice(parts)
        return text.replace(f"<{name}", f'<{name} a{chance.randrange(9)}="{"y" * 50_000}"', 1).encode()
    if kind == 5:
        place = chance.choice([found.end() for found in re.finditer(r">", text)])
        return (text[:place] + "<n>" * 300 + "</n>" * 300 + text[place:]).encode()
    values = re.findall(r">([^<]{1,40})<", text) or ["x"]
    return text.replace(f">{chance.choice(values)}<", f">{chance.choice(_STRANGE)}<").encode()


def json_mutated(chance: random.Random, content: bytes) -> bytes:
    kind = chance.randrange(4)
    if kind == 0:
        return content[: chance.randrange(len(content))]
    if kind == 1:
        changed = bytearray(content)
        for _each in range(chance.randrange(1, 20)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        return bytes(changed)
    said = json.loads(content)
    for _each in range(chance.randrange(1, 6)):
        _disturb(chance, said)
    return json.dumps(said).encode()


def _disturb(chance: random.Random, said) -> None:
    """Put something of the wrong kind in some place of a document."""
    while True:
        keys = list(said) if isinstance(said, dict) else list(range(len(said)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(said[key], dict | list) and said[key] and chance.random() < 0.85:
            said = said[key]
            continue
        said[key] = copy.deepcopy(chance.choice(_JSON))
        return


def _monsters():
    yield b"[" * 1_000_000
    yield b'{"a":' * 300_000
    yield b"<a>" * 200_000
    yield b"<ContractNotice>" + b"<ProcurementProjectLot>" * 5_000
    yield b"<rss><channel>" + b"<item><title>x</title><guid>1</guid></item>" * 3_000 + b"</channel></rss>"
    yield (
        b"<rss><channel><item><title>" + b"&lt;" * 400_000 + b"</title><guid>1</guid></item></channel></rss>"
    )
    yield b'{"notices": [' + b",".join([b'{"publication-number": "1-2026"}'] * 3_000) + b"]}"
    yield b'{"releases": [{"ocid": "a", "id": "b", "tender": {"value": {"amount": 1e999999999}}}]}'
    yield b'{"releases": [{"ocid": "a", "id": "b", "tender": {"value": {"amount": ' + b"9" * 4_000 + b"}}}]}"
    yield b"\x00" * 100_000
    yield b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>'


if __name__ == "__main__":
    main()
