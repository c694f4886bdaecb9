"""The questions behind lists, on both databases: order, places, filters, counts."""

from contextlib import ExitStack, closing
from datetime import date
from decimal import Decimal

import pytest

from utblick.identity.records import ORGANISATIONS
from utblick.records.filters import filters_of
from utblick.records.query import ListQuery, Statements, count, every_row, fetch, fetch_raw
from utblick.settings import Settings
from utblick.web.request import Values


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def filled(request, tmp_path_factory, standing):
    """Thirty-seven organisations, which every test reads and none changes."""
    settings = Settings(plugins=(), data_folder=tmp_path_factory.mktemp("filled"), strict=True)
    with ExitStack() as stack:
        if request.param == "sqlite":
            platform = stack.enter_context(closing(standing.on_sqlite(settings)))
        else:
            platform = stack.enter_context(standing.on_postgres(settings))
        register(platform)
        yield platform


def register(platform):
    with platform.write() as ctx:
        for number in range(37):
            ctx.organisations.register(
                f"Exempel {number:02}",
                kind=("company", "network")[number % 2],
                employees=number % 5 if number % 3 else None,
                turnover=Decimal(number * 1000) if number % 4 else None,
                last_contact=date(2026, 1, 1 + number % 6) if number % 7 else None,
                exports=[True, False, None][number % 3],
                tags=["trä", f"n{number % 4}"],
                email=f"n{number}@exempel.example" if number % 2 else "",
                country="SE" if number % 10 else "DE",
            )


SORTS = [
    "name",
    "kind",
    "employees",
    "turnover",
    "last_contact",
    "exports",
    "email",
    "town",
    "updated_at",
    "created_at",
    "country",
]


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{name}" for name in SORTS)])
def test_every_row_comes_once_forwards_and_backwards(filled, sort):
    with filled.read() as ctx:
        query = ListQuery(record=ORGANISATIONS, columns=("employees",), sort=sort, limit=10)
        statements = Statements()
        pages = [fetch_raw(ctx, query, statements).typed()]
        while pages[-1].next:
            pages.append(
                fetch_raw(
                    ctx,
                    ListQuery(
                        record=ORGANISATIONS,
                        columns=("employees",),
                        sort=sort,
                        limit=10,
                        after=pages[-1].next,
                    ),
                    statements,
                ).typed()
            )
        forwards = [row[0] for page in pages for row in page.rows]
        back = [pages[-1]]
        while back[-1].previous:
            back.append(
                fetch_raw(
                    ctx,
                    ListQuery(
                        record=ORGANISATIONS,
                        columns=("employees",),
                        sort=sort,
                        limit=10,
                        before=back[-1].previous,
                    ),
                    statements,
                ).typed()
            )
    assert len(forwards) == len(set(forwards)) == 37
    assert [row[0] for page in reversed(back) for row in page.rows] == forwards


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"kind": "company"}, 19),
        ({"kind": "none"}, 0),
        ({"employees_from": "3"}, 9),
        ({"employees_from": "3", "employees_to": "3"}, 4),
        ({"turnover_from": "30000"}, 5),
        ({"turnover_from": "9000", "turnover_to": "10000"}, 2),
        ({"last_contact_from": "2026-01-05"}, 10),
        ({"exports": "true"}, 13),
        ({"exports": "none"}, 12),
        ({"tags": "trä"}, 37),
        ({"tags": "trä,n1"}, 9),
        ({"tags": "n"}, 0),
        ({"country": "DE"}, 4),
        ({"name": "exempel 0"}, 10),
        ({"name": "%"}, 37),
        ({"town": "%"}, 0),
        ({"email": "N1@EXEMPEL"}, 1),
        ({"email": "none"}, 19),
        ({"q": "exempel 07"}, 1),
        ({"q": "exem"}, 37),
        ({"q": "e"}, 37),
        ({"created_at_from": "2020-01-01"}, 37),
        ({"created_at_to": "2020-01-01"}, 0),
        ({"updated_at_from": "2020-01-01", "kind": "network", "q": "exempel"}, 18),
    ],
)
def test_filters_find_the_same_rows_on_both_databases(filled, query, expected):
    with filled.read() as ctx:
        filters = filters_of(ctx, ORGANISATIONS, Values(list(query.items())))
        wanted = ListQuery(
            record=ORGANISATIONS, columns=("employees",), conditions=filters.conditions, sort="name"
        )
        assert filters.problems == {}
        assert count(ctx, wanted) == expected
        assert sum(len(page.rows) for page in every_row(ctx, wanted, batch=7)) == expected


def test_a_prepared_question_gives_what_the_model_says(filled):
    names = (
        "kind",
        "employees",
        "turnover",
        "last_contact",
        "exports",
        "tags",
        "created_at",
        "merged_into",
        "id",
    )
    with filled.read() as ctx:
        query = ListQuery(record=ORGANISATIONS, columns=names[:-2], sort="name", limit=3)
        ready = fetch_raw(ctx, query, Statements()).typed().rows
        plain = fetch(
            ctx,
            ListQuery(
                record=ORGANISATIONS,
                columns=names[:-2],
                sort="name",
                limit=3,
                conditions=filters_of(ctx, ORGANISATIONS, Values([("q", "exempel")])).conditions,
            ),
        ).rows
    assert [tuple(row) for row in ready] == [tuple(row) for row in plain]


def test_a_record_that_lives_on_as_another_is_left_out(platform_on):
    register(platform_on)
    with platform_on.write() as ctx:
        one, other = (
            row[0]
            for row in fetch(ctx, ListQuery(record=ORGANISATIONS, columns=(), sort="name", limit=2)).rows
        )
        ctx.session.get(ORGANISATIONS.model, other).merged_into = one
    with platform_on.read() as ctx:
        assert count(ctx, ListQuery(record=ORGANISATIONS, columns=())) == 36
