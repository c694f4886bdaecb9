import time
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from utblick.errors import Misconfigured
from utblick.i18n import Msg, _, ngettext
from utblick.i18n.catalogue import Catalogue


@pytest.fixture
def catalogue(tmp_path):
    def make(*files):
        for number, text in enumerate(files):
            place = tmp_path / str(number) / "sv" / "LC_MESSAGES"
            place.mkdir(parents=True)
            (place / "messages.po").write_text(text, encoding="utf-8")
        return Catalogue.load([tmp_path / str(n) for n in range(len(files))], ["sv", "en"])

    return make


def po(*pairs):
    return "".join(f'msgid "{source}"\nmsgstr "{target}"\n\n' for source, target in pairs)


def test_a_sentence_is_translated_and_its_arguments_filled_in(catalogue):
    words = catalogue(po(("{n} rows were read from {file}", "{n} rader lästes från {file}")))

    assert (
        words.translate(_("{n} rows were read from {file}", n=3, file="a.csv"), "sv")
        == "3 rader lästes från a.csv"
    )


def test_english_is_the_source_and_needs_no_file(catalogue):
    assert catalogue().translate(_("Hello {name}", name="Anna"), "en") == "Hello Anna"


def test_a_sentence_without_translation_is_shown_in_english(catalogue):
    assert catalogue(po(("Yes", "Ja"))).translate(_("No"), "sv") == "No"


def test_plain_text_that_is_known_is_translated_too(catalogue):
    assert catalogue(po(("Yes", "Ja"))).translate("Yes", "sv") == "Ja"


def test_one_and_many_have_their_own_forms(catalogue):
    words = catalogue(
        'msgid "{n} row"\nmsgid_plural "{n} rows"\nmsgstr[0] "{n} rad"\nmsgstr[1] "{n} rader"\n'
    )

    shown = [words.translate(ngettext("{n} row", "{n} rows", n=n), "sv") for n in (0, 1, 2, 30000)]

    assert shown == ["0 rader", "1 rad", "2 rader", "30\N{NO-BREAK SPACE}000 rader"]


def test_arguments_follow_the_language(catalogue):
    words = catalogue(po(("until {day}, {share}, {word}", "till {day}, {share}, {word}"), ("Yes", "Ja")))
    message = _("until {day}, {share}, {word}", day=date(2026, 11, 24), share=Decimal("1.5"), word=_("Yes"))

    assert words.translate(message, "sv") == "till 24 november 2026, 1,5, Ja"
    assert words.translate(message, "en") == "until 24 November 2026, 1.5, Yes"


def test_an_instant_among_the_arguments_is_local_time(catalogue):
    message = _("at {moment}", moment=datetime(2026, 11, 24, 13, 30, tzinfo=UTC))

    assert catalogue().translate(message, "sv") == "at 24 november 2026 14:30"


def test_a_later_folder_wins(catalogue):
    assert catalogue(po(("Yes", "Jo")), po(("Yes", "Ja"))).translate(_("Yes"), "sv") == "Ja"


def test_a_fuzzy_translation_is_not_shown(catalogue):
    assert catalogue('#, fuzzy\nmsgid "Yes"\nmsgstr "Nej"\n').translate(_("Yes"), "sv") == "Yes"


def test_a_translation_that_asks_for_an_unknown_value_falls_back_to_english(catalogue):
    assert catalogue(po(("{n} rows", "{antal} rader"))).translate(_("{n} rows", n=2), "sv") == "2 rows"


def test_texts_over_several_lines_with_escapes_are_joined(catalogue):
    words = catalogue('msgid ""\n"Say "\n"\\"yes\\""\nmsgstr ""\n"Säg\\n"\n"\\"ja\\""\n')

    assert words.translate(Msg('Say "yes"'), "sv") == 'Säg\n"ja"'


def test_a_broken_file_is_refused_by_name_and_line(catalogue):
    with pytest.raises(Misconfigured, match="line 2"):
        catalogue('msgid "Yes"\nJa\n')


def test_two_thousand_messages_are_loaded_within_a_tenth_of_a_second(catalogue, tmp_path):
    text = po(
        *((f"Some sentence number {n} that says {{what}}", f"Mening {n} säger {{what}}") for n in range(2000))
    )
    spent = []

    for _try in range(3):
        started = time.process_time()
        words = catalogue(text) if not spent else Catalogue.load([tmp_path / "0"], ["sv"])
        spent.append(time.process_time() - started)

    assert len(words.words["sv"]) == 2000
    assert min(spent) < 0.1


def test_two_plugins_with_the_same_english_have_each_their_own_words(tmp_path):
    for name, target in (("deals", "Bekräftat"), ("towns", "Kommer"), ("core", "Klart")):
        place = tmp_path / name / "sv" / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "messages.po").write_text(po(("Confirmed", target)), encoding="utf-8")
    folders = {name: tmp_path / name for name in ("towns", "deals", "core")}
    speakers = {"utblick": folders["core"], "utblick.towns": folders["towns"], "towns": folders["towns"]}
    words = Catalogue.load(list(folders.values()), ["sv"], speakers=speakers)

    said = {
        speaker: words.translate(Msg("Confirmed").said_by(speaker), "sv")
        for speaker in ("utblick.towns.choices", "towns/town.html", "utblick.web.shell", "elsewhere", "")
    }

    assert said == {
        "utblick.towns.choices": "Kommer",
        "towns/town.html": "Kommer",
        "utblick.web.shell": "Klart",
        "elsewhere": "Klart",
        "": "Klart",
    }


def test_a_sentence_knows_the_module_that_marks_it_and_keeps_it_when_it_is_filled_anew():
    marked = (_("Yes"), ngettext("{n} row", "{n} rows", n=2), _("from {file}", file="a").filled(file="b"))

    assert {one.speaker for one in marked} == {__name__}
    assert marked[2] == "from b"
