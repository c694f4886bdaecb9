import pytest

from utblick.i18n.check import Texts, check, missing


@pytest.fixture
def owner(tmp_path):
    def make(*, module="", template="", po="", second_po=""):
        for place, text in {
            "module.py": module,
            "templates/page.html": template,
            "locale/sv/LC_MESSAGES/messages.po": po,
            "locale/sv/LC_MESSAGES/other.po": second_po,
        }.items():
            file = tmp_path / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return Texts.of(tmp_path)

    return make


def said(texts, **more):
    return [
        (problem.file.name, problem.line, problem.message.partition(":")[0], problem.warning)
        for problem in check(texts, **more)
    ]


def test_a_text_without_swedish_is_named_by_file_and_line(owner):
    texts = owner(module='from x import _\nA = _("Hello")\n', template="<p>\n{{ _('Bye {n}', n=3) }}</p>")

    assert said(texts) == [
        ("module.py", 2, "not translated", False),
        ("page.html", 2, "not translated", False),
    ]


def test_a_complete_translation_has_nothing_to_say(owner):
    texts = owner(
        module='A = _(\n    "Hello "\n    "there"\n)\nB = ngettext("{n} row", "{n} rows", n=2)\n',
        template="{% macro m() %}{{ _('Bye') }}{% endmacro %}",
        po='msgid "Hello there"\nmsgstr "Hej"\n\nmsgid "{n} row"\nmsgid_plural "{n} rows"\n'
        'msgstr[0] "en rad"\nmsgstr[1] "{n} rader"\n\nmsgid "Bye"\nmsgstr "Hej då"\n',
    )

    assert said(texts) == []


def test_what_the_core_translates_needs_no_second_translation(owner):
    assert said(owner(module='A = _("Save")'), shared=["Save"]) == []


@pytest.mark.parametrize(
    ("translation", "message"),
    [
        ("{antal} rader", "placeholders differ, the translation lacks {n}, asks for {antal}"),
        ("rader", "placeholders differ, the translation lacks {n}"),
        ("{n rader", "a brace is not closed (expected '}' before end of string)"),
        ("", "empty or incomplete"),
    ],
)
def test_a_translation_that_cannot_be_filled_in_is_named(owner, translation, message):
    texts = owner(module='A = _("{n} rows", n=1)', po=f'msgid "{{n}} rows"\nmsgstr "{translation}"\n')

    assert said(texts) == [("messages.po", 1, message, False)]


def test_a_fuzzy_translation_is_not_finished(owner):
    texts = owner(module='A = _("Yes")', po='#, fuzzy\nmsgid "Yes"\nmsgstr "Ja"\n')

    assert said(texts) == [("messages.po", 2, "marked as fuzzy", False)]


def test_a_form_for_many_that_is_missing_is_named(owner):
    texts = owner(module='A = ngettext("{n} row", "{n} rows", n=1)', po='msgid "{n} row"\nmsgstr "{n} rad"\n')

    assert said(texts) == [("messages.po", 1, "the form for many differs from the source", False)]


def test_a_translation_that_nobody_uses_is_only_a_warning(owner):
    assert said(owner(po='msgid "Gone"\nmsgstr "Borta"\n')) == [("messages.po", 1, "no longer used", True)]


def test_two_translations_of_one_text_must_agree(owner):
    same, other = 'msgid "Yes"\nmsgstr "Ja"\n', 'msgid "Yes"\nmsgstr "Jo"\n'

    assert said(owner(module='_("Yes")', po=same, second_po=other)) == [
        ("other.po", 1, "stands in messages.po too, with another translation", False)
    ]
    assert said(owner(module='_("Yes")', po=same, second_po=same)) == [
        ("other.po", 1, "stands in messages.po too", True)
    ]


@pytest.mark.parametrize("module", ["A = _(name)", "A = _(f'Hello {name}')", "A = _('a' + b)"])
def test_only_literal_text_can_be_marked(owner, module):
    assert said(owner(module=module)) == [("module.py", 1, "only literal text can be translated", False)]


def test_an_empty_text_needs_no_translation(owner):
    assert said(owner(module='A = _("")')) == []


def test_texts_are_listed_once_in_the_order_of_their_places(owner):
    texts = owner(module='_("B")\n_("A")\n_("B")\n', po='msgid "C"\nmsgstr "C"\n')

    assert [(found.source, found.line) for found in missing(texts)] == [("B", 1), ("A", 2)]


def test_the_command_fails_with_file_and_line_and_prints_what_to_fill_in(cli):
    stats = cli("i18n", "stats")

    assert stats.returncode == 0
    assert stats.stdout.startswith("core ")
    assert cli("i18n", "check", "nobody").returncode == 2
