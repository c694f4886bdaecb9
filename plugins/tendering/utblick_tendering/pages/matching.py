"""Profiles drafted and spelled out, what they learn, and that a match was looked at."""

from uuid import UUID

from utblick.api import (
    Conflict,
    Context,
    Data,
    Invalid,
    Page,
    Redirect,
    Route,
    _,
    get,
    ngettext,
    page,
    post,
    redirect,
)
from utblick_tendering.choices.matches import ORIGINS, WEIGHTS
from utblick_tendering.permissions import READ, WRITE
from utblick_tendering.queries import matches as queries
from utblick_tendering.service import learning, profiles, suggestions
from utblick_tendering.vocabulary.cpv import code_of, cpv_name
from utblick_tendering.vocabulary.finding import find_cpv

_LISTED = 20


@post("/tendering/matches/{match_id:uuid}/seen", permission=WRITE)
def seen(ctx: Context, *, match_id: UUID) -> Data:
    """Note that the page of a match was opened by somebody who works with it; the page asks by itself."""
    return Data({"state": suggestions.see(ctx, match_id, {}).state})


@post("/tendering/organisations/{organisation_id:uuid}/profile", permission=WRITE)
def draft(ctx: Context, *, organisation_id: UUID) -> Redirect:
    """Draft the profile of a company; one that is there is shown."""
    row = queries.profile_of(ctx, ctx.organisations.get(organisation_id).id)
    if row is None:
        row = profiles.draft_profile(ctx, organisation_id)
        said = _("The profile is drafted. Look through what it says, change it, and approve it.")
        return redirect(f"/tendering/profiles/{row.id}", said)
    return redirect(f"/tendering/profiles/{row.id}")


@get("/tendering/profiles/draft", permission=WRITE)
def before_drafting(ctx: Context) -> Page:
    """What drafting profiles for all would do."""
    waiting = profiles.without_profile(ctx)
    return page(
        "tendering/profiles/draft.html",
        waiting=len(waiting),
        names=sorted(ctx.organisations.names(waiting[:_LISTED]).values()),
    )


@post("/tendering/profiles/draft", permission=WRITE)
def draft_all(ctx: Context) -> Redirect:
    """Draft a profile for every company of the municipality that has none."""
    n = profiles.draft_all(ctx)
    said = ngettext("{n} profile was drafted.", "{n} profiles were drafted.", n=n)
    return redirect("/tendering/profiles?state=draft", said)


@get("/tendering/profiles/{profile_id:uuid}/codes", permission=READ)
def codes(ctx: Context, *, profile_id: UUID) -> Page:
    """What a company sells, code by code, with what each weighs and where it came from."""
    return _codes(ctx, profile_id)


@post("/tendering/profiles/{profile_id:uuid}/codes", permission=WRITE)
def keep_codes(ctx: Context, *, profile_id: UUID) -> Page | Redirect:
    """Keep the codes with their weights; those that were ticked or written are added."""
    assert ctx.request is not None
    form = ctx.request.form
    chosen = {code: form.get(f"weight_{code}", "1") for code in form.all("code")}
    written = [text for text in form.get("more", "").replace("\n", ",").split(",") if text.strip()]
    try:
        added = [_code(text) for text in [*form.all("add"), *written]]
        weights = {code: _weight(text) for code, text in {**dict.fromkeys(added, "1"), **chosen}.items()}
    except ValueError as refused:
        return _codes(ctx, profile_id, {"more": refused.args[0]}, more=form.get("more", ""))
    try:
        profiles.set_codes(ctx, profile_id, weights)
    except Invalid as refused:
        return _codes(ctx, profile_id, {"more": refused.problems[0].message}, more=form.get("more", ""))
    return redirect(f"/tendering/profiles/{profile_id}", _("What the company sells has been saved."))


@post("/tendering/lessons/{lesson_id:uuid}/{verb:str}", permission=WRITE)
def settle_lesson(ctx: Context, *, lesson_id: UUID, verb: str) -> Redirect:
    """Follow a proposal, leave it, or take back what was learnt."""
    perform, said = _VERBS.get(verb, (None, None))
    if perform is None:
        raise Conflict(_("There is nothing like that to do here."))
    lesson = perform(ctx, lesson_id)
    here = f"/tendering/profiles/{lesson.profile_id}"
    if ctx.request is not None and ctx.request.form.get("to") == "match":
        here = f"/tendering/matches/{lesson.match_id}"
    return redirect(here, said)


def _code(text: str) -> str:
    code = code_of(text)
    if code is None:
        raise ValueError(_("“{text}” is no code of CPV 2008, such as 39160000.", text=text.strip()[:40]))
    return code


def _weight(text: str) -> float:
    if text not in {choice.value for choice in WEIGHTS}:
        raise ValueError(_("Choose one of the weights in the list."))
    return float(text)


def _codes(
    ctx: Context, profile_id: UUID, problems: dict[str, object] | None = None, *, more: str = ""
) -> Page:
    row = queries.profile(ctx, profile_id)
    asked = ctx.request.query.get("q", "").strip() if ctx.request else ""
    origins = {choice.value: choice.label for choice in ORIGINS}
    found = find_cpv(asked, ctx.language)[:_LISTED] if asked else ()
    return page(
        "tendering/profiles/codes.html",
        status=422 if problems else 200,
        profile=row,
        rows=[
            (
                code,
                cpv_name(code, ctx.language),
                origins.get(row.origins.get(code, ""), ""),
                format(row.weights.get(code, 1), "g"),
            )
            for code in row.cpv
        ],
        weights=[(choice.value, choice.label) for choice in WEIGHTS],
        asked=asked,
        found=[(code, f"{name} ({code})") for code, name in found if code not in row.cpv],
        more=more,
        problems=problems or {},
    )


_VERBS = {
    "undo": (learning.undo, _("Taken back: the profile is as it was before.")),
    "follow": (learning.follow, _("The profile follows the proposal from now on.")),
    "decline": (learning.decline, _("The profile stays as it is.")),
}

ROUTES: tuple[Route, ...] = (seen, draft, before_drafting, draft_all, codes, keep_codes, settle_lesson)
