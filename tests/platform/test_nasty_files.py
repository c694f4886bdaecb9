"""Files as nobody should send them: each reader gives what it found or says in words why not, and never falls."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utblick.api import organisations_in, read_table
from utblick.blueprints.document import read_document
from utblick.errors import UtblickError
from utblick.money.ecb import read_rates
from utblick.records.file_kinds import media_type
from utblick.testing.whole import WHOLE
from utblick_partnerships.keep.reading import projects_in
from utblick_partnerships.portal.answer import calls_in
from utblick_partnerships.portal.feeds import calls_in_feed
from utblick_tendering.ocds.reading import notice_of, releases_in
from utblick_tendering.reading.errors import NoticeRefused
from utblick_tendering.reading.files import read_stream
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.feeds import entries_of

DATA = Path(__file__).parents[1] / "data"
PARTNERS = Path(__file__).parents[2] / "plugins/partnerships/tests/data"
IN_WORDS = (UtblickError, NoticeRefused, SourceSilent)
COLUMNS = {"name": ("namn", "name"), "day": ("dag", "datum"), "sum": ("belopp",)}
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<entry><id>a</id><title>b</title><updated>2026-01-01T00:00:00Z</updated><link href="https://a.example/"/></entry></feed>"""
ECB = b"""<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube><Cube time="2026-01-02">
<Cube currency="SEK" rate="11.2"/></Cube></Cube></gesmes:Envelope>"""


def register(content, tmp_path, name="register"):
    (tmp_path / name).write_bytes(content)
    organisations_in(tmp_path / name)


def table(content, tmp_path):
    (tmp_path / "table").write_bytes(content)
    for row in read_table(tmp_path / "table", COLUMNS):
        for said in (row.text, row.day, row.amount):
            try:
                said("name"), said("day"), said("sum")
            except ValueError as wrong:
                assert str(wrong)


def releases(content, _tmp_path):
    for one in releases_in(content):
        try:
            notice_of(one)
        except NoticeRefused as refused:
            assert str(refused)


def workbook(rows):
    book = openpyxl.Workbook()
    for row in rows:
        try:
            book.active.append(row)
        except openpyxl.utils.exceptions.IllegalCharacterError:
            continue
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def packed():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", "<a/>")
    return made.getvalue()


def kind(content, tmp_path):
    (tmp_path / "file").write_bytes(content)
    assert media_type(tmp_path / "file", "file")


READERS = {
    "register": (register, [(DATA / "registers/foretagsregister_windows1252.csv").read_bytes()[:1500]]),
    "workbook": (register, [workbook([["Namn", "Organisationsnummer"], ["Exempel AB", "5560000001"]])]),
    "table": (table, [b"Namn;Dag;Belopp\nExempel AB;2026-01-02;1 000,50\n"]),
    "notice": (
        lambda content, _tmp: read_stream(io.BytesIO(content)),
        [DATA / "notices/S01_cn-standard_nordanstig.xml", DATA / "notices/ted/086783-2017.xml"],
    ),
    "releases": (releases, [DATA / "ocds/ocds-213czf-000-00001-04-award.json"]),
    "feed": (lambda content, _tmp: entries_of(content), [ATOM]),
    "calls in a feed": (lambda content, _tmp: list(calls_in_feed(content)), [ATOM]),
    "calls": (lambda content, _tmp: calls_in(content), [PARTNERS / "sedia.json"]),
    "projects": (lambda content, _tmp: projects_in("a.json", content), [PARTNERS / "keep.json"]),
    "projects in a workbook": (lambda content, _tmp: projects_in("a.xlsx", content), [b"PK\x03\x04"]),
    "rates": (lambda content, _tmp: read_rates(content), [ECB]),
    "kind of a file": (kind, [packed()]),
    "blueprint": (lambda content, _tmp: read_document(content), [b'{"utblick_blueprint": 1}']),
}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)
CELLS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
)


@pytest.fixture(scope="module", params=READERS)
def reader(request):
    read, samples = READERS[request.param]
    return read, [one.read_bytes() if isinstance(one, Path) else one for one in samples]


def tried(examples):
    return settings(
        max_examples=examples * (10 if WHOLE else 1),
        deadline=None,
        derandomize=not WHOLE,
        suppress_health_check=list(HealthCheck),
    )


def in_words(read, content, tmp_path):
    try:
        read(content, tmp_path)
    except IN_WORDS as refused:
        assert str(refused).strip()


@st.composite
def damaged(draw, samples):
    """A sound file with some bytes taken out, put in or written over."""
    content = bytearray(draw(st.sampled_from(samples)))
    for _time in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        more = draw(
            st.binary(max_size=8)
            | st.sampled_from([b"\0", b"\xff\xfe", b'"', b"<", b"&a;", b"9" * 400, b"]]>"])
        )
        content[at : at + draw(st.integers(0, 30))] = more
    return bytes(content)


@tried(15)
@given(data=st.data())
def test_damaged_files_are_read_or_refused_in_words(reader, tmp_path_factory, data):
    read, samples = reader
    in_words(read, data.draw(damaged(samples) | st.binary(max_size=300)), tmp_path_factory.getbasetemp())


def swapped(draw, plain):
    """A JSON value with one of its parts replaced by another kind of thing."""
    if isinstance(plain, dict) and plain and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(sorted(plain)))
        return {**plain, key: swapped(draw, plain[key])}
    if isinstance(plain, list) and plain and draw(st.integers(0, 4)):
        at = draw(st.integers(0, len(plain) - 1))
        return [*plain[:at], swapped(draw, plain[at]), *plain[at + 1 :]]
    return draw(JSON)


@tried(20)
@given(data=st.data())
@pytest.mark.parametrize("name", ["releases", "calls", "projects", "blueprint"])
def test_json_with_other_things_in_its_places_is_read_or_refused_in_words(name, tmp_path_factory, data):
    read, samples = READERS[name]
    raw = samples[0].read_bytes() if isinstance(samples[0], Path) else samples[0]
    plain = swapped(data.draw, swapped(data.draw, json.loads(raw)))
    in_words(read, json.dumps(plain).encode(), tmp_path_factory.getbasetemp())


@tried(8)
@given(rows=st.lists(st.lists(CELLS, max_size=5), max_size=6))
@pytest.mark.parametrize("name", ["workbook", "table", "projects in a workbook"])
def test_workbooks_with_anything_in_their_cells_are_read_or_refused_in_words(name, tmp_path_factory, rows):
    made = workbook([["Namn", "Organisationsnummer", "Dag", "Belopp"], *rows])

    in_words(READERS[name][0], made, tmp_path_factory.getbasetemp())


@pytest.mark.parametrize(
    "inside", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "a.txt"]
)
@pytest.mark.parametrize("name", ["workbook", "table", "projects in a workbook"])
def test_packed_files_that_are_no_workbooks_are_refused_in_words(name, inside, tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(inside, b"<a>" * 2000)

    with pytest.raises(IN_WORDS):
        READERS[name][0](made.getvalue(), tmp_path)
