"""Comparing candidates: weights that can be moved, the ranking at once, and the decision paper."""

from collections.abc import Mapping
from uuid import UUID

from utblick.api import Context, Download, Invalid, Page, Redirect, _, get, page, post, redirect
from utblick_twinning import paper
from utblick_twinning.choices import CANDIDATE_STATES
from utblick_twinning.models import Study
from utblick_twinning.permissions import READ, WRITE
from utblick_twinning.scoring import CRITERIA, DEFAULTS, WHY
from utblick_twinning.service import studies as service

_STUDY = "/twinning/studies/{study_id:uuid}"
_STEPS = (0, 5, 10, 15, 20, 25, 30, 40, 50)


@get(f"{_STUDY}/compare", permission=READ)
def compare(ctx: Context, *, study_id: UUID) -> Page:
    """The candidates ranked, by the weights in the address or those that are kept."""
    study = service.get_study(ctx, study_id)
    alone = ctx.request is not None and ctx.request.is_fragment
    return _compare(ctx, study, block="ranking" if alone else "")


@post(f"{_STUDY}/weights", permission=WRITE)
def weigh(ctx: Context, *, study_id: UUID) -> Page | Redirect:
    """Keep the weights."""
    assert ctx.request is not None
    try:
        service.weigh(ctx, study_id, _weights(ctx.request.form) or {})
    except Invalid as refused:
        return _compare(ctx, service.get_study(ctx, study_id), refused=refused)
    return redirect(f"/twinning/studies/{study_id}/compare", _("The weights are kept."))


@get(f"{_STUDY}/paper.pdf", permission=READ)
def decision_paper(ctx: Context, *, study_id: UUID) -> Download:
    """The basis for the council's decision."""
    study = service.get_study(ctx, study_id)
    return Download(paper.file_name(ctx, study), paper.pdf(ctx, study), "application/pdf")


def _compare(ctx: Context, study: Study, *, block: str = "", refused: Invalid | None = None) -> Page:
    asked = _weights(ctx.request.query) if ctx.request and ctx.request.method == "GET" else None
    weights = asked or study.weights or dict(DEFAULTS)
    return page(
        "twinning/study/compare.html",
        block=block,
        status=422 if refused else 200,
        study=study,
        weights={name: weights.get(name, 0) for name in CRITERIA},
        criteria=CRITERIA,
        why=WHY,
        steps=_STEPS,
        ranked=(ranked := service.ranking(ctx, study, weights)),
        bars=[(one.candidate.title, one.total) for one in ranked[:8]],
        states={choice.value: choice for choice in CANDIDATE_STATES},
        changed=weights != study.weights,
        problems=refused.by_field if refused else {},
        may_write=ctx.actor.may(WRITE),
    )


def _weights(given: Mapping[str, str]) -> dict[str, int] | None:
    """The weights that were sent, each 0 to 100; None where none were."""
    sent = {name: given.get(f"w-{name}", "") for name in CRITERIA}
    if not any(sent.values()):
        return None
    return {name: min(100, int(text)) if text.isdigit() else 0 for name, text in sent.items()}


ROUTES = (compare, weigh, decision_paper)
