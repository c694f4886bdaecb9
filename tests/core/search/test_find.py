"""What a search finds, in which order, and for whom."""

from dataclasses import replace

import pytest

from utblick.context import SYSTEM
from utblick.identity.records import ORGANISATIONS
from utblick.search.find import find
from utblick.search.fold import fold, marked, words_of
from utblick.search.index import rebuild

pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture
def plugins() -> tuple[str, ...]:
    return ()


def add(ctx, name, **values):
    return ctx.organisations.register(name, **values)


def names(groups):
    return [hit.name for group in groups for hit in group.hits]


def test_words_are_compared_without_accents_and_numbers_without_dash():
    assert fold("Malmö Öst, Ångström 559980-0017") == "malmo ost angstrom 5599800017"
    assert fold("Łódź Ærø") == "lodz aero"


def test_what_was_searched_for_is_marked_as_it_is_written():
    assert marked("Bergsjö Såg AB", words_of("bergsjo sa")) == [
        ("Bergsjö", True),
        (" ", False),
        ("Så", True),
        ("g AB", False),
    ]


@pytest.mark.parametrize(
    "text",
    ["exempel såg", "EXEMPEL SAG", "exe", "sa", "e", "559980-0017", "5599800017", "559980-00", "gnarp exem"],
)
def test_a_record_is_found_by_the_beginnings_of_its_words(platform_on, text):
    with platform_on.write() as ctx:
        add(ctx, "Exempel Såg AB", orgnr="559980-0017", town="Gnarp")
        add(ctx, "Annat Bolag", town="Harmånger")
    with platform_on.read() as ctx:
        assert names(find(ctx, text)) == ["Exempel Såg AB"]


def test_the_name_itself_comes_before_names_that_only_hold_the_word(platform_on):
    with platform_on.write() as ctx:
        add(ctx, "Bolaget vid Ström")
        add(ctx, "Strömbacka Bruk")
        add(ctx, "Ström")
        add(ctx, "Annat Bolag", trade="Ström och el")
    with platform_on.read() as ctx:
        assert names(find(ctx, "ström")) == ["Ström", "Strömbacka Bruk", "Bolaget vid Ström", "Annat Bolag"]


def test_all_words_must_be_there(platform):
    with platform.write() as ctx:
        add(ctx, "Exempel Såg AB")
        add(ctx, "Exempel Bygg AB")
    with platform.read() as ctx:
        assert names(find(ctx, "exempel bygg")) == ["Exempel Bygg AB"]
        assert names(find(ctx, "exempel bageri")) == []


def test_a_change_is_found_at_once_and_the_old_name_no_more(platform_on):
    with platform_on.write() as ctx:
        row = add(ctx, "Gamla Namnet AB")
    with platform_on.write() as ctx:
        stored = ctx.organisations.get(row.id)
        ORGANISATIONS.update(ctx, stored, {"name": "Nya Namnet AB"})
    with platform_on.read() as ctx:
        assert names(find(ctx, "gamla")) == []
        assert names(find(ctx, "nya")) == ["Nya Namnet AB"]


def test_what_is_removed_or_merged_is_not_found(platform_on):
    with platform_on.write() as ctx:
        kept, gone, merged = (add(ctx, f"Trävaror {name}") for name in ("Kvar", "Borta", "Ihop"))
    with platform_on.write() as ctx:
        ctx.session.delete(ctx.session.get(type(gone), gone.id))
        ctx.session.get(type(merged), merged.id).merged_into = kept.id
    with platform_on.read() as ctx:
        assert names(find(ctx, "trävaror")) == ["Trävaror Kvar"]


def test_only_what_the_reader_may_see_is_found(platform):
    with platform.write() as ctx:
        add(ctx, "Exempel Såg AB")
    with platform.read(replace(SYSTEM, permissions=frozenset({"export_deals.read"}))) as ctx:
        assert find(ctx, "exempel") == []


def test_rebuilding_gives_the_same_index(platform_on):
    with platform_on.write() as ctx:
        for number in range(30):
            add(ctx, f"Exempel {number}", town="Ilsbo")
    with platform_on.read() as ctx:
        before = find(ctx, "ilsbo", limit=50)
    with platform_on.write() as ctx:
        rebuild(ctx)
    with platform_on.read() as ctx:
        assert sorted(names(find(ctx, "ilsbo", limit=50))) == sorted(names(before))


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "' OR 1=1",
        "*",
        "a AND NOT",
        "(",
        "^x",
        "title_key:x",
        "é́",
        "\x00",
        "🙂",
        "x" * 5000,
        "a b c d e f g h i j k",
    ],
)
def test_no_text_breaks_the_search(platform_on, text):
    with platform_on.read() as ctx:
        assert names(find(ctx, text)) == []
