"""A plugin that has been given everything stays whole: linted, typed, translated, and green in its own tests."""

import pytest

from utblick.i18n.check import Texts, check
from utblick.scaffold import renaming
from utblick.scaffold.names import Titles
from utblick.scaffold.pieces import PERMISSION, PIECES
from utblick.scaffold.renaming import SOURCES
from utblick.testing.whole import WHOLE, only_whole

ADDING = """
import sys
from utblick.cli.main import cli
for words in sys.argv[1:]:
    cli(["plugin", "add", *words.split()], standalone_mode=False)
"""
TABLES_LAST = ("event", "panel", "page", "job", "indicator", "command", "record")
NAMED = (
    "event delegation.arrived_late",
    "panel delegation --swedish Delegation",
    "page delegation",
    "job delegation",
    "indicator delegation",
    "command delegation_visits",
    "record delegation --english Party --swedish Sällskap",
)


@pytest.fixture
def grown(author, plugin):
    """Adds pieces to a plugin, a process for each that makes a table; gives the plugin's folder."""

    def grow(name, *rounds):
        for pieces in rounds:
            said = author.run("-c", ADDING, *(f"{name} {piece}" for piece in pieces))
            assert said.returncode == 0, said.stderr
        return author.folder / name

    return grow


@pytest.mark.parametrize(
    ("plugin_name", "name", "verb"),
    [
        ("v2", "a", "b"),
        ("abcdefghijklmnop", "abcdefghijk_lmnopqrstuvw", "abcdefghijk_lmnopqrstuvw"),
        ("abcdefghijkl_nopqrstuvwx", "abcdefghijk_lmno", "late"),
    ],
)
def test_every_piece_is_formatted_as_its_source_whatever_it_is_called(
    author, linted, plugin_name, name, verb
):
    for piece in (PERMISSION, *PIECES.values()):
        for place, text in renaming.piece(
            piece.source,
            plugin=plugin_name,
            package=f"utblick_{plugin_name}",
            name=name,
            verb=verb,
            titles=Titles("A title as long as can be!!", "Rubrik"),
        ):
            file = author.folder / piece.source / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    own = f'known-first-party = ["utblick", "utblick_{plugin_name}"]'
    (author.folder / "ruff.toml").write_text(f"line-length = 110\n[lint.isort]\n{own}\n")

    linted(author.folder)


def test_the_words_of_every_piece_have_their_swedish():
    wrong = [str(one) for folder in SOURCES.iterdir() if folder.is_dir() for one in check(Texts.of(folder))]

    assert wrong == []


@pytest.mark.slow
def test_nine_pieces_on_a_bare_plugin_are_a_plugin(author, plugin, grown, linted, typed):
    plugin("visits", "--bare")
    folder = grown("visits", ("personal-data", *TABLES_LAST), ("subscriber",))

    linted(folder)
    typed(folder)
    assert author.run("-m", "utblick", "i18n", "check", "visits").returncode == 0
    chosen = () if WHOLE else ("-k", "not conformance")
    tests = author.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen, where="visits")
    assert tests.returncode == 0, tests.stdout


@pytest.mark.slow
@only_whole
def test_a_second_piece_of_each_kind_leaves_the_copy_of_the_reference_whole(author, plugin, grown, linted):
    plugin("visits")
    folder = grown("visits", NAMED, ("subscriber delegation_facts",))

    linted(folder)
    assert author.run("-m", "utblick", "i18n", "check", "visits").returncode == 0
    tests = author.run("-m", "pytest", "-q", "-p", "no:cacheprovider", where="visits")
    assert tests.returncode == 0, tests.stdout
    versions = sorted(file.name for file in folder.glob("utblick_visits/migrations/versions/0*.py"))
    assert versions == [
        "0001_first_tables.py",
        "0002_the_table_of_delegation.py",
        "0003_the_table_of_delegation_facts.py",
    ]


def test_what_cannot_be_migrated_is_taken_back_as_a_whole(author, plugin):
    plugin("visits")
    file = author.folder / "visits/utblick_visits/records.py"
    file.write_text(file.read_text(encoding="utf-8").replace('"due_on"', '"done_on"'), encoding="utf-8")
    before = author.files()

    said = author.run("-m", "utblick", "plugin", "add", "visits", "record", "delegation")

    assert said.returncode == 1
    assert "greeting declares the field done_on, which its table does not have." in said.stderr
    assert author.files() == before
