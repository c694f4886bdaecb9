"""The pages of texts: which ones there are, and putting one in words of one's own."""

from collections.abc import Mapping
from uuid import UUID

from utblick.access.queries import user_names
from utblick.context import Context
from utblick.declare import Choice, Kind, Link
from utblick.declare.texts import Text
from utblick.errors import Invalid, NotFound
from utblick.i18n import Msg, _
from utblick.mail.compose import write as letter_of
from utblick.records.fields import code_name
from utblick.texts import own
from utblick.texts.models import OwnText
from utblick.texts.own import Standing, View
from utblick.texts.saying import example
from utblick.texts.wording import Wording, placeholders, problems
from utblick.web.routing import Page, Redirect, get, page, post, redirect

PLACE = "/admin/texts"
PERMISSION = "core.admin"
STANDINGS = (
    Choice(value=Standing.STANDARD, label=_("Standard"), tone="mute"),
    Choice(value=Standing.OWN, label=_("Own words"), tone="ok"),
    Choice(value=Standing.OUTDATED, label=_("The standard has changed"), tone="warn"),
    Choice(value=Standing.UNFIT, label=_("Not used"), tone="bad"),
)


@get(PLACE, permission=PERMISSION)
def show_all(ctx: Context) -> Page:
    """Every text by whose it is, with how it stands in each language."""
    registry = ctx.platform.registry
    found = own.views(ctx, [text for plugin in registry.plugins for text in plugin.texts])
    areas = [
        (plugin.card.title, [(text, [one for one in found if one.text is text]) for text in plugin.texts])
        for plugin in registry.plugins
        if plugin.texts
    ]
    languages = [(code, _language(ctx, code)) for code in ctx.settings.municipality.languages]
    return page("texts/list.html", areas=areas, languages=languages, standings=_standings(), place=PLACE)


@get(f"{PLACE}/{{name:str}}/{{language:str}}", permission=PERMISSION)
def show(ctx: Context, *, name: str, language: str) -> Page:
    """One text in one language: what it says, what it said, and the form to change it."""
    now = _view(ctx, name, language)
    return _form(ctx, now, now.wording if now.own is None else own.words_of(now.own))


@post(f"{PLACE}/{{name:str}}/{{language:str}}", permission=PERMISSION)
def change(ctx: Context, *, name: str, language: str) -> Page | Redirect:
    """Look at the words with example values, or keep them."""
    assert ctx.request is not None
    form, now = ctx.request.form, _view(ctx, name, language)
    wording = own.tidy(Wording(form.get("subject", ""), form.get("body", "")))
    if "look" in form:
        return _form(ctx, now, wording, problems(now.text, wording))
    try:
        written = own.write(ctx, now.text, language, wording, seen=_id(form.get("seen", "")))
    except Invalid as refused:
        return _form(ctx, now, wording, refused.by_field)
    said = _("The text is changed. It holds from the next mail on.") if written else _("Nothing was changed.")
    return redirect(PLACE if written else _address(now), said)


@post(f"{PLACE}/{{name:str}}/{{language:str}}/standard", permission=PERMISSION)
def put_back(ctx: Context, *, name: str, language: str) -> Redirect:
    """Let the standard hold again."""
    assert ctx.request is not None
    now = _view(ctx, name, language)
    own.put_back(ctx, now.text, language, seen=_id(ctx.request.form.get("seen", "")))
    return redirect(_address(now), _("The standard holds again. What you had is in the history."))


def _form(
    ctx: Context,
    now: View,
    wording: Wording,
    wrong: Mapping[str, Msg] | None = None,
) -> Page:
    spoken = ctx.in_language(now.language)
    history = own.versions(ctx, now.text.name, now.language)
    said = None if wrong or problems(now.text, wording) else example(spoken, now.text, wording)
    return page(
        "texts/text.html",
        status=422 if wrong else 200,
        now=now,
        text=now.text,
        wording=wording,
        placeholders=placeholders(now.text).values(),
        problems=dict(wrong or {}),
        unfit=problems(now.text, own.words_of(now.own)) if now.own else {},
        letter=letter_of(spoken, said) if said and now.text.subject is not None else None,
        said=said,
        spoken=_language(ctx, now.language),
        owner=_owner(ctx, now.text),
        standing=_standings()[now.standing],
        history=[(row, _writer(ctx, row)) for row in history],
        seen=history[0].id if history else "",
        address=_address(now),
    )


def _view(ctx: Context, name: str, language: str) -> View:
    if language not in ctx.settings.municipality.languages:
        raise NotFound
    return own.view(ctx, own.text_named(ctx, name.replace(".", "/")), language)


def _address(now: View) -> str:
    """Where a text is changed: slashes of its name are dots there."""
    return f"{PLACE}/{now.text.name.replace('/', '.')}/{now.language}"


def _owner(ctx: Context, text: Text) -> Msg:
    return next(plugin.card.title for plugin in ctx.platform.registry.plugins if text in plugin.texts)


def _standings() -> Mapping[str, Choice]:
    return {choice.value: choice for choice in STANDINGS}


def _language(ctx: Context, code: str) -> str:
    return code_name(Kind.LANGUAGE, code, ctx.language)


def _writer(ctx: Context, row: OwnText) -> str:
    kind, _slash, rest = row.written_by.partition("/")
    writer = _id(rest) if kind == "user" else None
    named = user_names(ctx, [writer]) if writer else {}
    return next(iter(named.values()), ctx.translate(_("the platform itself")) if kind == "system" else "–")


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


ROUTES = (show_all, show, change, put_back)
LINKS = (Link(title=_("Texts"), url=PLACE, icon="edit", permission=PERMISSION, order=936),)
