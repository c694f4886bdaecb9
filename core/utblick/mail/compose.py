"""From one template to a letter in text and HTML: whoever writes a mail writes it once."""

import html
import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from utblick.context import Context
from utblick.i18n import Msg
from utblick.texts.saying import say
from utblick.texts.wording import Filled
from utblick.web.templating import render

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_LINK = re.compile(r"https?://[^\s<>\"]+")
_BUTTON = Markup(
    '<p style="margin:24px 0"><a href="{url}" style="display:inline-block;padding:12px 20px;'
    'border-radius:6px;background:#1d4f91;color:#ffffff;font-weight:600;text-decoration:none">{label}</a></p>'
    '<p style="margin:0 0 16px;font-size:14px;color:#4a5260;word-break:break-all">{url}</p>'
)
_PARAGRAPH = Markup('<p style="margin:0 0 16px">{}</p>')


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says."""

    subject: str
    text: str
    html: str


def compose(ctx: Context, template: str, values: Mapping[str, object]) -> Letter:
    """The letter in the context's language, from a declared text or a template of that name.

    A template has the blocks `subject` and `content` and extends `layout`. It writes its content with
    `p(text)` and `button(label, url)`, which know whether they write text or HTML.
    """
    text = ctx.platform.registry.text(template)
    if text is not None:
        return write(ctx, say(ctx, text, values))
    return _rendered(ctx, template, values)


def write(ctx: Context, said: Filled) -> Letter:
    """The letter of a text that is filled in."""
    return _rendered(ctx, "mail/text", {"said": said})


def _rendered(ctx: Context, template: str, values: Mapping[str, object]) -> Letter:
    templates = ctx.platform.templates
    place = ctx.settings.municipality
    shared = {
        "ctx": ctx,
        "municipality": place.name,
        "contact": place.contact,
        "p": partial(_html_paragraph, ctx),
        "button": partial(_html_button, ctx),
        **values,
    }
    name = f"{template}.html"
    as_html = {**shared, "layout": "mail/layout.html", "subject": ""}
    subject = one_line(html.unescape(render(templates, name, as_html, block="subject")))
    as_text = {
        **shared,
        "layout": "mail/layout.txt",
        "p": partial(_text_paragraph, ctx),
        "button": partial(_text_button, ctx),
    }
    return Letter(
        subject=subject[:200],
        text=_tidy(render(templates, name, as_text)),
        html=render(templates, name, {**as_html, "subject": subject}),
    )


def one_line(text: str) -> str:
    """The text without line breaks and control characters, which must not reach a header."""
    return " ".join(_CONTROL.sub(" ", text).split())


def links(text: str) -> list[str]:
    """The addresses in a mail's text, for whoever has to hand them over in another way."""
    return list(dict.fromkeys(found.rstrip(".,;)") for found in _LINK.findall(text)))


def _html_paragraph(ctx: Context, text: str) -> Markup:
    said = _said(ctx, text)
    return _PARAGRAPH.format(Markup("<br>").join(said.split("\n")))


def _html_button(ctx: Context, label: str, url: str) -> Markup:
    return _BUTTON.format(label=_said(ctx, label), url=url)


def _text_paragraph(ctx: Context, text: str) -> Markup:
    plain = _plain(_said(ctx, text))
    lines = (
        textwrap.fill(line, 74, break_long_words=False, break_on_hyphens=False) for line in plain.splitlines()
    )
    return Markup("\n".join(lines) + "\n\n")  # noqa: S704 - plain text, never shown as HTML


def _text_button(ctx: Context, label: str, url: str) -> Markup:
    return Markup(f"{_plain(_said(ctx, label))}:\n{url}\n\n")  # noqa: S704 - plain text, never shown as HTML


def _said(ctx: Context, text: str) -> str:
    return ctx.translate(text) if isinstance(text, Msg) else text


def _plain(text: str) -> str:
    return html.unescape(str(text)) if isinstance(text, Markup) else text


def _tidy(text: str) -> str:
    """No blank lines in a row, none at the ends."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
