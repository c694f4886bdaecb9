"""Templates: where they are found, whose words they speak, and what a macro never does."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import ChoiceLoader, DictLoader, TemplateNotFound, UndefinedError
from markupsafe import Markup

from utblick.i18n import Msg, ngettext
from utblick.i18n.catalogue import Catalogue
from utblick.settings import Settings
from utblick.web.assets import VENDOR
from utblick.web.shell_types import Flash, Shell, ShellMunicipality
from utblick.web.templating import TEMPLATES, environment, render

LOCALE = TEMPLATES.parents[1] / "locale"
pytestmark = pytest.mark.skipif(not VENDOR.is_dir(), reason="the assets were not built (UTBLICK_ASSETS=skip)")


@pytest.fixture(scope="module")
def catalogue():
    return Catalogue.load([LOCALE], ("sv", "en"))


@pytest.fixture
def show(tmp_path, catalogue):
    """Renders the source of a template, in a language, with values."""

    def shown(source, *, language="sv", block="", **values):
        made = environment(sources={})
        made.loader = ChoiceLoader([DictLoader({"page.html": source}), made.loader])
        reader = SimpleNamespace(
            language=language,
            translate=lambda text: catalogue.translate(text, language),
            now=datetime(2026, 11, 24, 12, tzinfo=UTC),
            settings=Settings(),
        )
        shell = Shell(
            municipality=ShellMunicipality(name="Nordanstigs kommun"), csrf_token="t0ken", language=language
        )
        return render(made, "page.html", {"ctx": reader, "shell": shell, **values}, block=block)

    return shown


def test_text_is_escaped_and_text_of_a_macro_too(show):
    source = '{% from "ui/basics.html" import badge, button %}{{ x }}{{ badge(x) }}{{ button(x, confirm=x) }}'

    assert "<script" not in show(source, x='<script>"')


def test_a_message_is_translated_wherever_it_is_printed(show):
    source = '{% from "ui/basics.html" import badge %}{{ m }}|{{ _("Cancel") }}|{{ badge(m) }}|{{ {"title": m}|attrs }}'

    assert show(source, m=Msg("Sign out")) == (
        'Logga ut|Avbryt|<span class="badge mute">Logga ut</span>| title="Logga ut"'
    )
    assert show(source, language="en", m=Msg("Sign out")).startswith("Sign out|Cancel")


def test_plain_text_is_never_taken_for_a_message(show):
    assert show("{{ name }}", name="Cancel") == "Cancel"


def test_a_count_takes_its_form(show):
    source = '{{ ngettext("{n} new notice", "{n} new notices", n) }}'

    assert [show(source, n=n) for n in (1, 3)] == ["1 ny avisering", "3 nya aviseringar"]
    assert show("{{ m }}", m=ngettext("{n} new notice", "{n} new notices", n=2)) == "2 nya aviseringar"


def test_a_link_inside_a_sentence_stays_a_link_and_other_arguments_are_escaped(show):
    link = Markup('<a href="/x">här</a>')

    assert show('{{ _("Read {link}, {name}", link=link, name=name) }}', link=link, name="<b>") == (
        'Read <a href="/x">här</a>, &lt;b&gt;'
    )


def test_filters_write_as_the_reader_writes(show):
    source = (
        '{{ d|date }}|{{ n|number }}|{{ n|money("SEK") }}|{{ none|date }}|{{ share|percent }}|{{ then|ago }}'
    )
    values = {
        "d": datetime(2026, 11, 24, 23, 30, tzinfo=UTC),
        "n": Decimal(1250000),
        "share": 0.6,
        "then": datetime(2026, 11, 24, 10, tzinfo=UTC),
    }

    assert show(source, **values).replace("\xa0", " ") == (
        "ons 25 nov|1 250 000|1 250 000 kr||60 %|för 2 timmar sedan"
    )


def test_a_missing_value_is_an_error_not_silence(show):
    with pytest.raises(UndefinedError):
        show("{{ no_such_value }}")


def test_a_block_alone_sees_what_stands_at_the_top_of_its_page(show):
    source = (
        '{% extends "layout/app.html" %}{% from "ui/basics.html" import badge %}{% set said = "hej" %}'
        "{% block title %}T{% endblock %}{% block content %}{{ badge(said) }}{% endblock %}"
    )

    assert show(source, block="content") == '<span class="badge mute">hej</span>'
    assert "<!doctype html>" in show(source)


def test_a_title_is_written_once_and_stands_in_the_tab_without_markup(show):
    source = '{% extends "layout/app.html" %}{% block title %}Såg & <em>Co</em>{% endblock %}'

    html = show(source)
    assert "<title>Såg &amp; Co – Utblick</title>" in html or "<title>Såg & Co – Utblick</title>" in html
    assert "<h1>Såg & <em>Co</em></h1>" in html


def test_a_plugin_speaks_only_under_its_own_name(tmp_path):
    (tmp_path / "page.html").write_text("of the plugin")
    (tmp_path / "layout").mkdir()
    (tmp_path / "layout/app.html").write_text("taken over")
    made = environment(sources={"twinning": tmp_path})

    assert made.get_template("twinning/page.html").render() == "of the plugin"
    assert made.get_template("twinning/layout/app.html").render() == "taken over"
    assert "taken over" not in (made.get_template("layout/app.html").filename or "")
    assert Path(made.get_template("layout/app.html").filename or "").is_relative_to(TEMPLATES)
    with pytest.raises(TemplateNotFound):
        made.get_template("page.html")
    with pytest.raises(TemplateNotFound):
        made.get_template("twinning/../../templating.py")


def test_no_template_holds_script_or_style_of_its_own():
    pages = [path for path in TEMPLATES.rglob("*.html") if path.parent.name != "mail"]
    guilty = [
        path.name
        for path in pages
        if any(
            mark in path.read_text() for mark in (" style=", "<style", "onclick=", "<script>", "javascript:")
        )
    ]

    assert guilty == []


@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 413, 422, 429, 500, 503, 599])
def test_every_error_has_its_page_also_for_nobody(show, status):
    source = '{% extends "errors/error.html" %}'
    html = show(
        source,
        status=status,
        title=Msg("Not found"),
        message="Borta.",
        problems=(),
        request_id="abc",
    )

    assert f"Fel {status}" in html
    assert "Till startsidan" in html
    assert ("abc" in html) is (status >= 500)


def test_a_box_without_frame_finds_its_token_in_the_request(catalogue):
    made = environment(sources={})
    made.loader = ChoiceLoader(
        [DictLoader({"box.html": '{% from "ui/forms.html" import csrf %}{{ csrf() }}'}), made.loader]
    )
    reader = SimpleNamespace(request=SimpleNamespace(csrf_token="abc"), translate=str, language="sv")

    assert (
        render(made, "box.html", {"ctx": reader, "shell": None})
        == '<input type="hidden" name="_csrf" value="abc">'
    )


def test_what_was_said_once_stands_on_the_page(show):
    source = '{% extends "layout/app.html" %}{% block title %}T{% endblock %}'
    shell = Shell(municipality=ShellMunicipality(name="X"), flashes=[Flash(text=Msg("Cancel"), tone="bad")])

    html = show(source, shell=shell)
    assert '<div class="notice bad">' in html
    assert "<p>Avbryt</p>" in html


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('field("a", "Namn", value=none)', 'value=""'),
        ('field("a", "Namn", error="Fel!")', 'aria-describedby="f-a-error" aria-invalid="true"'),
        ('field("a", "Namn", required=true, hint="h")', 'required aria-describedby="f-a-hint"'),
        ('field("a", "Lösen", "password", value="hemligt")', '<input type="password" id="f-a"'),
        (
            'field("a", "L", "select", 2, options=[(1, "ett"), (2, "två")])',
            '<option value="2" selected>två</option>',
        ),
        ('field("a", "L", "textarea", "\\nhej")', "\n\nhej</textarea>"),
        ('field("a", "L", "checkbox", true)', " checked"),
        (
            'field("a", "L", "money", "12", options=[("EUR", "euro")], currency="EUR")',
            '<option value="EUR" selected>EUR',
        ),
        (
            'combobox("o", "Företag", "/p", value="7", text="Exempel AB")',
            '<input type="hidden" name="o" value="7">',
        ),
    ],
)
def test_a_field_says_all_that_belongs_to_it(show, call, expected):
    html = show('{% from "ui/forms.html" import field, combobox %}{{ ' + call + " }}")

    assert expected in html
    assert "hemligt" not in html
