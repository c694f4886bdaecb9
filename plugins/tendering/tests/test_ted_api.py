"""Asking TED: page after page, patient with limits, and exact about what a search answer says."""

import json
import random
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from utblick_tendering.service.notices import keep
from utblick_tendering.sources import Asked
from utblick_tendering.sources.adapters import adapter_of
from utblick_tendering.sources.errors import SourceSilent
from utblick_tendering.sources.ted_answer import notice_of
from utblick_tendering.sources.ted_api import SEARCH, TedSearch, query_of
from utblick_tendering.sources.web import Answer

PAGES = Path(__file__).parents[3] / "tests/data/ted-api"
ASKED = Asked(address="place-of-performance IN (SE313) SORT BY publication-date DESC")


class Ted:
    """Answers from files, in their order; what stands before an answer is given first."""

    def __init__(self, *answers):
        pages = sorted(PAGES.glob("*.json"))
        self.answers = list(answers) or [Answer(200, page.read_bytes()) for page in pages]
        self.asked = []

    def __call__(self, method, url, *, headers, content=None):
        self.asked.append((method, url, json.loads(content) if content else None))
        if method == "GET":
            return Answer(404)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


@pytest.fixture
def pauses():
    return []


@pytest.fixture
def search(pauses):
    def made(ted, **more):
        options = {"whole": False, "pause": pauses.append, "clock": lambda: 0.0, "chance": random.Random(1)}
        return TedSearch(ted, **(options | more))

    return made


def test_all_pages_are_read_with_the_token_until_all_that_was_announced_is_there(search):
    ted = Ted()

    found = list(search(ted).found(ASKED))

    assert [len(found), found[0].notice.title] == [
        15,
        {"SWE": "Snöröjning och halkbekämpning i Nordanstigs kommun"},
    ]
    assert [asked[2].get("iterationNextToken") for asked in ted.asked] == [None, "SU5WRU5URUQtVE9LRU4tMQ=="]
    assert {asked[1] for asked in ted.asked} == {SEARCH}
    assert ted.asked[0][2]["paginationMode"] == "ITERATION"


@pytest.mark.parametrize("total", [None, 0, 99])
def test_an_empty_page_or_a_token_that_comes_again_is_the_end(search, total):
    page = json.loads((PAGES / "search-response-page1.json").read_text()) | {"totalNoticeCount": total}
    same, empty = (
        Answer(200, json.dumps(page).encode()),
        Answer(200, json.dumps(page | {"notices": []}).encode()),
    )

    assert len(list(search(Ted(same, same, same)).found(ASKED))) == 16
    assert len(list(search(Ted(same, empty)).found(ASKED))) == 8


def test_only_what_is_newer_than_the_cursor_is_asked_for_with_days_to_spare():
    assert query_of(Asked(address=ASKED.address, cursor="2026-11-20")) == (
        "(place-of-performance IN (SE313)) AND publication-date >= 20261117 SORT BY publication-date ASC"
    )


def test_limits_and_faults_are_waited_for_as_long_as_is_told(search, pauses):
    pages = Ted().answers
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    ted = Ted(
        Answer(429, b"", {"retry-after": "7"}),
        TimeoutError(),
        Answer(503, b"", {"retry-after": later}),
        *pages,
    )

    assert len(list(search(ted).found(ASKED))) == 15
    waits = [one for one in pauses if one > 0.2]
    assert waits[0] == 7
    assert 1 <= waits[1] <= 3
    assert 80 <= waits[2] <= 91


@pytest.mark.parametrize(
    ("answers", "later", "said"),
    [
        ([Answer(500)] * 5, True, "does not answer"),
        ([Answer(400, b'{"message": "Unknown field XY"}')], False, "Unknown field XY"),
        ([Answer(200, b'{"notices": [], "timedOut": true}')], True, "only a part"),
        ([Answer(200, b"<html>")], True, "cannot be read"),
        ([Answer(200, b'{"notices": 1}')], True, "cannot be read"),
        ([Answer(200, b"[" * 100_000)], True, "cannot be read"),
    ],
)
def test_what_is_no_whole_answer_is_said_and_may_be_tried_again(search, answers, later, said):
    with pytest.raises(SourceSilent, match=said) as silent:
        list(search(Ted(*answers)).found(ASKED))

    assert silent.value.later is later


def test_the_pace_stays_below_the_published_limit(pauses):
    now = [0.0]

    def pause(seconds):
        pauses.append(seconds)
        now[0] += seconds

    page = json.loads((PAGES / "search-response-page1.json").read_text())
    answers = [
        Answer(200, json.dumps(page | {"iterationNextToken": str(n), "totalNoticeCount": None}).encode())
        for n in range(30)
    ]
    ted = Ted(*answers, Answer(200, b'{"notices": []}'))
    list(TedSearch(ted, whole=False, pause=pause, clock=lambda: now[0]).found(ASKED))

    assert len(ted.asked) / now[0] <= 700 / 60


def test_notices_are_fetched_whole_at_most_three_at_a_time(search, notices):
    whole = (notices / "S01_cn-standard_nordanstig.xml").read_bytes()

    class WithXml(Ted):
        def __call__(self, method, url, *, headers, content=None):
            answer = super().__call__(method, url, headers=headers, content=content)
            return Answer(200, whole) if "771001-2026/xml" in url else answer

    found = {one.place: one for one in search(WithXml(), whole=True).found(ASKED)}

    assert found["771001-2026"].notice.document == "ContractNotice"
    assert len(found["771001-2026"].notice.lots) == 4
    assert found["765210-2026"].notice.document == "TED", "what cannot be fetched is read from the answer"


def test_every_shape_of_a_value_is_understood_and_what_is_missing_is_none():
    said = {
        "publication-number": "00525037-2024",
        "publication-date": "2026-11-16+01:00",
        "notice-version": 2.0,
        "buyer-name": {"swe": "Exempelby kommun"},
        "buyer-country": "SWE",
        "title-proc": {},
        "title-lot": {"swe": ["Endast en del"]},
        "notice-title": {"eng": "Sweden – machine headline"},
        "identifier-lot": "LOT-0001",
        "classification-cpv": 39160000,
        "deadline-receipt-tender-date-lot": ["2026-12-18+01:00"],
        "deadline-receipt-tender-time-lot": [],
        "estimated-value-proc": 1250000.50,
        "estimated-value-cur-proc": ["SEK"],
        "place-of-performance": ["SE313", "SWE"],
    }
    notice = notice_of(said)

    assert (notice.publication_number, notice.version, notice.published) == (
        "525037-2024", "2", "2026-11-16+01:00",
    )  # fmt: skip
    assert (notice.title, notice.description) == ({"SWE": "Endast en del"}, None)
    assert (notice.nuts, notice.countries, notice.cpv) == (("SE313",), ("SWE",), ("39160000",))
    assert str(notice.estimated_value.amount) == "1250000.5"
    assert notice.lots[0].deadline_tender == "2026-12-18+01:00"
    assert notice_of({}) == notice_of({"title-proc": {}, "links": [], "buyer-name": None})


def test_lists_of_other_lengths_are_not_joined_to_lots():
    said = {
        "identifier-lot": ["LOT-0001", "LOT-0002", "LOT-0003"],
        "title-lot": {"swe": ["A", "B"]},
        "estimated-value-lot": ["1", "2"],
        "deadline-receipt-tender-date-lot": ["2026-12-18+01:00", "2026-12-19+01:00"],
    }

    assert [(lot.title, lot.value, lot.deadline_tender) for lot in notice_of(said).lots] == [(None,) * 3] * 3


def test_the_same_notice_from_ted_and_from_a_file_is_one_record(platform, search, notices):
    from utblick_tendering.reading import read_file

    with platform.write() as ctx:
        first = keep(ctx, read_file(notices / "S01_cn-standard_nordanstig.xml"))
        outcomes = {
            found.place: keep(ctx, found.notice, keys=found.keys, web_url=found.web_url)
            for found in search(Ted()).found(ASKED)
        }
        again = [keep(ctx, found.notice, keys=found.keys).outcome for found in search(Ted()).found(ASKED)]

    assert outcomes["771001-2026"].notice_id == first.notice_id
    assert outcomes["771001-2026"].outcome == "same"
    assert set(again) == {"same"}


def test_ted_is_not_asked_before_it_is_switched_on(platform):
    with platform.read() as ctx, pytest.raises(SourceSilent, match="switched off"):
        adapter_of("ted")(ctx)
