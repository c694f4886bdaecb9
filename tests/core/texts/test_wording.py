from datetime import date

import pytest

from utblick.api import Button, Placeholder, Text, _
from utblick.texts.wording import Part, Wording, fill, problems, standard

SAMPLE = Text(
    name="sample/mail/hello",
    title=_("Hello"),
    about=_("A sample."),
    placeholders=(
        Placeholder(name="name", title=_("Name"), example="Anna Exempel"),
        Placeholder(name="link", title=_("Link"), example="https://a.example", needed=True, link=True),
        Placeholder(name="task", title=_("Task"), example="", carries=True),
        Placeholder(name="lines", title=_("Lines"), example=("a", "b"), many=True),
        Placeholder(name="day", title=_("Day"), example=date(2026, 1, 7)),
    ),
    subject=_("Hi {name}"),
    paragraphs=(_("Hi {name}!"), Button(label=_("Look"), link="link"), _("Do: {task}"), "{lines}"),
)
VALUES = {
    "name": "Bo",
    "link": "https://a.example/k3y",
    "task": "count",
    "lines": ["one", "two"],
    "day": "7 januari 2026",
    "municipality": "Nordanstigs kommun",
}


def filled(body, **values):
    return fill(SAMPLE, Wording("Hi {name}", body), {**VALUES, **values}).parts


def test_the_standard_reads_as_it_is_written_by_hand():
    assert standard(SAMPLE, str) == Wording(
        "Hi {name}", "Hi {name}!\n\n[Look]({link})\n\nDo: {task}\n\n{lines}"
    )


def test_paragraphs_buttons_and_lists_are_filled_in():
    assert filled("Hi {name}!\n\n[Look, {name}]({link})\n \n\n{lines}") == (
        Part("Hi Bo!"),
        Part("Look, Bo", "https://a.example/k3y"),
        Part("one"),
        Part("two"),
    )


def test_what_is_empty_goes_with_its_space_or_its_paragraph():
    assert filled("Hi {name}!\n\nDo: {task}\n\n{lines}", name="", task="", lines=[]) == (Part("Hi!"),)


def test_values_are_never_looked_through_for_placeholders_or_buttons():
    assert filled("Hi {name}!", name="{link} [x]({link})") == (Part("Hi {link} [x]({link})!"),)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "Write a text."),
        ("Hi!", "{link} must stand in the text: without it the text is of no use."),
        ("{link} {link.__class__}", "Braces are for what is filled in: {name}, {link}, {task}, {lines}, "),
        ("{link} {{name}}", "Braces are for what is filled in"),
        ("{link} {nmae}", "{nmae} is not known here. What can be filled in: {name}, {link}, {task}, "),
        ("{link}\n\nSee: {lines}", "{lines} must stand in a paragraph of its own."),
        ("{link}\n\n[Go]({name})", "{name} is not a link, so it makes no button."),
        ("Press [here]({link}) now", "A button, as [words](…), stands in a paragraph of its own."),
        ("Do {task} by {link}", "{link} must stand in another paragraph: this one is left out at times."),
        ("[Do {task}]({link})", "{link} must stand in another paragraph: this one is left out at times."),
        ("{link}" + "a" * 10_000, "A text has at most 10000 characters."),
    ],
)
def test_a_text_that_could_lose_something_is_refused_by_name(body, said):
    assert problems(SAMPLE, Wording("Hi", body))["body"].startswith(said)


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("  ", "Write a subject."),
        ("Hi\nBcc: all@foretag.example", "A subject is one line of at most 200 characters."),
        ("Hi {link}", "{link} cannot stand in a subject."),
        ("Hi {lines}", "{lines} cannot stand in a subject."),
        ("Hi {you}", "{you} is not known here."),
    ],
)
def test_a_subject_holds_no_key_and_no_header(subject, said):
    assert problems(SAMPLE, Wording(subject, "{link}"))["subject"].startswith(said)
