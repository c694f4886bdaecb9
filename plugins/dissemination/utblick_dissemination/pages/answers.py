"""The organisation's own pages: the text as it will be published, its answer, and taking a consent back."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from utblick.api import (
    Context,
    Gone,
    Invalid,
    Msg,
    NotFound,
    Page,
    Redirect,
    _,
    closed_link,
    get,
    page,
    post,
    redirect,
    unseen,
)
from utblick_dissemination.models import Consent, Story
from utblick_dissemination.pages.told import facts_of
from utblick_dissemination.service import consents
from utblick_dissemination.versions import title_of, versions_of

_CONSENT = "/dissemination/consent/{token:str}"
_WITHDRAW = "/dissemination/withdraw/{key:str}"


class Answered(BaseModel):
    """What the organisation says of the text."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True, extra="ignore")

    verdict: Literal["", "agree", "change", "refuse"] = ""
    answered_by: str = Field(default="", max_length=200)
    comment: str = Field(default="", max_length=2000)


@get(_CONSENT, public=True)
def question(ctx: Context, *, token: str) -> Page:
    """The text exactly as it will be published, and the form; looking changes nothing."""
    try:
        consent, story = consents.open_question(ctx, token)
    except (NotFound, Gone) as closed:
        return closed_link(closed)
    return _question(ctx, consent, story, {"answered_by": consent.recipient_name})


@post(_CONSENT, public=True, max_body=50_000)
def answer(ctx: Context, *, token: str) -> Page | Redirect:
    """Take the answer; the link is used up by it."""
    assert ctx.request is not None
    try:
        consent, story = consents.open_question(ctx, token)
        given = ctx.request.bind(Answered)
        _require_said(given)
    except (NotFound, Gone) as closed:
        return closed_link(closed)
    except Invalid as refused:
        return _question(ctx, consent, story, dict(ctx.request.form), refused.by_field)
    who = given.answered_by
    if given.verdict == "agree":
        key = consents.agree(ctx, token, answered_by=who)
        return redirect(f"/dissemination/withdraw/{key}?language={ctx.language}&agreed=1")
    if given.verdict == "change":
        consents.want_changes(ctx, token, answered_by=who, comment=given.comment)
    else:
        consents.refuse(ctx, token, answered_by=who, comment=given.comment)
    return redirect(f"/dissemination/thanks?as={given.verdict}&language={ctx.language}")


@get(_WITHDRAW, public=True)
def consented(ctx: Context, *, key: str) -> Page:
    """What was consented to, and the button that takes it back; looking changes nothing."""
    try:
        _consent, story = consents.consent_to_withdraw(ctx, key)
    except (NotFound, Gone) as closed:
        return closed_link(closed)
    return unseen(
        page(
            "dissemination/public/consented.html",
            agreed=bool(ctx.request and ctx.request.query.get("agreed")),
            title=title_of(story, ctx.language),
            public=f"/dissemination/stories/{story.id}" if story.state == "published" else "",
        )
    )


@post(_WITHDRAW, public=True, max_body=20_000)
def take_back(ctx: Context, *, key: str) -> Page | Redirect:
    """Take the consent back: the story leaves every public page at once."""
    try:
        consents.take_back(ctx, key)
    except (NotFound, Gone) as closed:
        return closed_link(closed)
    return redirect(f"/dissemination/thanks?as=withdrawn&language={ctx.language}")


@get("/dissemination/thanks", public=True)
def thanks(ctx: Context) -> Page:
    """After the answer: thank you, and what happens now."""
    said = ctx.request.query.get("as", "") if ctx.request else ""
    return unseen(page("dissemination/public/thanks.html", about=said))


def _require_said(given: Answered) -> None:
    problems: dict[str, Msg] = {}
    if not given.verdict:
        problems["verdict"] = _("Say whether the story may be told as it stands here.")
    if not given.answered_by:
        problems["answered_by"] = _("Write your name.")
    if given.verdict == "change" and not given.comment:
        problems["comment"] = _("Write what should be changed.")
    if problems:
        raise Invalid(problems)


def _question(
    ctx: Context,
    consent: Consent,
    story: Story,
    values: dict[str, Any],
    problems: dict[str, Msg] | None = None,
) -> Page:
    made = page(
        "dissemination/public/question.html",
        status=422 if problems else 200,
        consent=consent,
        named=story.named,
        versions=versions_of(story),
        told=facts_of(ctx, story),
        values=values,
        problems=problems or {},
        verdicts=[
            ("agree", _("Yes, the text may be published as it stands here")),
            ("change", _("Yes, but something should be changed first")),
            ("refuse", _("No, the story may not be told")),
        ],
    )
    return unseen(made)


ROUTES = (question, answer, consented, take_back, thanks)
