"""What only a browser or PostgreSQL shows is found where they are, and told by the rule that they belong to."""

import pytest

from utblick.testing.chromium import chromium

PAGE = "utblick_sample/templates/latest.html"
FIRST = "utblick_sample/migrations/versions/0001_first_tables.py"
WITHOUT_ITS_VALUE = (PAGE, "<ul>", '<div role="slider" tabindex="0" aria-label="Notes"></div>\n<ul>')
ZERO_FOR_FALSE = (
    FIRST,
    'sa.Column("reminded", sa.Boolean(), nullable=False)',
    'sa.Column("reminded", sa.Boolean(), server_default=sa.text("0"), nullable=False)',
)


def errors(outcome):
    return [one for one in outcome.findings if one.level != "note"]


@pytest.mark.browser
@pytest.mark.skipif(chromium() is None, reason="there is no Chromium on this machine")
def test_a_page_in_which_axe_finds_something_breaks_the_rule_of_pages(examine):
    seen = examine("seen", WITHOUT_ITS_VALUE, browser=True).outcome("C09")
    unseen = examine("unseen", WITHOUT_ITS_VALUE).outcome("C09")

    [finding] = errors(seen)
    assert finding.what.startswith("/seen/latest: axe finds aria-required-attr: ")
    assert (finding.where.rpartition("/")[2].partition(":")[0], seen.is_fatal) == ("pages.py", True)
    assert (unseen.state, [one.level for one in unseen.findings]) == ("ok", ["note"])


@pytest.mark.postgres
def test_a_migration_that_only_sqlite_understands_breaks_the_rule_of_migrations(examine, postgres_url):
    told = examine("narrow", ZERO_FOR_FALSE, postgres=lambda: postgres_url).outcome("C05")
    untold = examine("narrow2", ZERO_FOR_FALSE).outcome("C05")

    [finding] = errors(told)
    assert finding.what.startswith("No tables on PostgreSQL, with rows: ")
    assert "boolean" in finding.what
    assert "0001_first_tables.py" in finding.where
    assert told.is_fatal
    assert (untold.state, [one.level for one in untold.findings]) == ("ok", ["note"])
