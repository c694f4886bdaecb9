"""The form in which a notice is written by hand."""

from typing import Any

from utblick.api import NUTS, Context, Invalid, Page, Redirect, Route, _, get, page, post, redirect
from utblick_tendering.choices.notices import NATURES
from utblick_tendering.permissions import SOURCES
from utblick_tendering.service.by_hand import NoticeForm, write_notice
from utblick_tendering.vocabulary.finding import CPV

_PATH = "/tendering/notices/write"
_SAID = {
    "new": _("The notice is saved."),
    "changed": _("The notice was held already, and now says what you wrote."),
    "same": _("The notice is held already. Here it is."),
}


@get(_PATH, permission=SOURCES)
def form(ctx: Context) -> Page:
    """An empty form."""
    return _form(ctx, {})


@post(_PATH, permission=SOURCES)
def write(ctx: Context) -> Page | Redirect:
    """Save the notice, or say what is wrong at its field."""
    assert ctx.request is not None
    try:
        kept = write_notice(ctx, ctx.request.bind(NoticeForm))
    except Invalid as refused:
        typed: dict[str, Any] = dict(ctx.request.form)
        typed |= {name: ctx.request.form.all(name) for name in ("cpv", "nuts")}
        return _form(
            ctx, typed, {problem.field.split(".")[0]: problem.message for problem in refused.problems}
        )
    return redirect(f"/tendering/notices/{kept.notice_id}", _SAID[kept.outcome])


def _form(ctx: Context, values: dict[str, Any], problems: dict[str, Any] | None = None) -> Page:
    picked = {
        name: [
            (code, vocabulary.name_of(code, ctx.language))
            for one in values.get(name, [])
            if (code := vocabulary.code_of(one))
        ]
        for name, vocabulary in (("cpv", CPV), ("nuts", NUTS))
    }
    return page(
        "tendering/write.html",
        status=422 if problems else 200,
        values=values,
        problems=problems or {},
        picked=picked,
        natures=[(choice.value, choice.label) for choice in NATURES],
    )


ROUTES: tuple[Route, ...] = (form, write)
