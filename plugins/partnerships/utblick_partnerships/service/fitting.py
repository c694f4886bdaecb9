"""Which profiles, ideas, needs and companies a call fits, and why, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from utblick.api import Context, Msg, _, in_steps
from utblick_partnerships.models import (
    PUBLIC_STATES,
    Call,
    CallFit,
    FitState,
    Idea,
    IdeaStage,
    Profile,
    ProfileState,
)
from utblick_partnerships.queries import calls as queries
from utblick_partnerships.service.themes import NAMES, Spoken, spoken
from utblick_partnerships.service.trail import found, kept, stamped

_LEAST, _MOST = 20, 15
_PROFILES = (*PUBLIC_STATES, ProfileState.DRAFT, ProfileState.INTERNAL, ProfileState.EXTERNAL)
_MUTE = frozenset({"project", "projects", "projekt", "europe", "european", "invented", "example", "support"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Something that a call may fit."""

    kind: str
    id: UUID
    organisation_id: UUID | None
    spoken: Spoken
    call_id: UUID | None = None
    programme: str = ""


@dataclass(slots=True)
class Fit:
    """Points with their reasons, each a sentence and what fills it."""

    score: int = 0
    reasons: list[dict[str, Any]] = field(default_factory=list)

    def add(self, points: int, reason: Msg) -> None:
        """Count points for a reason."""
        self.score += points
        told = {name: str(value) for name, value in reason.arguments.items()}
        self.reasons.append({"text": reason.template, "with": told, "points": points})


def fit_call(ctx: Context, call: Call, subjects: Sequence[Subject] | None = None) -> int:
    """Keep what a call fits, the best only; what somebody has taken a stand on stays. Gives how many fit."""
    about = spoken(call.title, call.summary, " ".join(call.keywords))
    weighed = [
        (subject, weigh(ctx, call, about, subject))
        for subject in (subjects_of(ctx) if subjects is None else subjects)
    ]
    best = sorted((one for one in weighed if one[1].score >= _LEAST), key=lambda one: -one[1].score)[:_MOST]
    held = {
        fit.subject_id: fit for fit in ctx.session.exec(select(CallFit).where(CallFit.call_id == call.id))
    }
    for subject, fit in best:
        row = held.pop(subject.id, None)
        if row is None:
            row = kept(
                ctx,
                CallFit(
                    call_id=call.id,
                    subject=subject.kind,
                    subject_id=subject.id,
                    organisation_id=subject.organisation_id,
                    **stamped(ctx),
                ),
            )
        row.score, row.reasons = min(fit.score, 100), fit.reasons
    for row in held.values():
        if row.state == FitState.SUGGESTED:
            ctx.session.delete(row)
    return len(best)


def fit_all(ctx: Context) -> int:
    """Hold every call that is not closed against everything; gives how many there were."""
    subjects: list[Subject] = []

    def find(looking: Context) -> list[UUID]:
        subjects.extend(subjects_of(looking))
        return [call.id for view in ("open", "upcoming") for call in queries.on_radar(looking, view=view)]

    def fit(writing: Context, call_ids: Sequence[UUID]) -> int:
        calls = writing.session.exec(select(Call).where(col(Call.id).in_(call_ids))).all()
        for call in calls:
            fit_call(writing, call, subjects)
        return len(calls)

    return in_steps(ctx, find, fit)


def weigh(ctx: Context, call: Call, about: Spoken, subject: Subject) -> Fit:
    """How well a call fits, and why."""
    fit = Fit()
    if subject.call_id == call.id:
        fit.add(50, _("It is written for this call."))
    if subject.programme and subject.programme.casefold() in call.programme.casefold():
        fit.add(25, _("It is meant for {programme}.", programme=call.programme))
    if subject.kind == "company" and call.rules.startswith("cerv"):
        return fit  # municipalities and associations alone may apply there
    themes = sorted(about.themes & subject.spoken.themes)
    if themes:
        names = ", ".join(ctx.translate(NAMES[theme]) for theme in themes[:3])
        fit.add(min(15 * len(themes), 40), _("Both are about {themes}.", themes=names))
    words = sorted(one for one in (about.words & subject.spoken.words) - _MUTE if len(one) > 5)
    if words:
        fit.add(min(6 * len(words), 25), _("The words {words} stand in both.", words=", ".join(words[:4])))
    return fit


def subjects_of(ctx: Context) -> list[Subject]:
    """Everything that a call may fit: profiles, ideas that wait, needs, and companies of the municipality."""
    profiles = ctx.session.exec(select(Profile).where(col(Profile.state).in_(_PROFILES)))
    ideas = ctx.session.exec(
        select(Idea).where(col(Idea.stage).in_((IdeaStage.SEED, IdeaStage.CONCEPT, IdeaStage.CONSORTIUM)))
    )
    found_: list[Subject] = [
        Subject(
            kind="profile",
            id=one.id,
            organisation_id=one.organisation_id,
            spoken=spoken(one.title, one.short_title, one.summary, " ".join(one.keywords)),
            call_id=one.call_id,
        )
        for one in profiles
    ]
    found_ += [
        Subject(
            kind="idea",
            id=one.id,
            organisation_id=one.organisation_id,
            spoken=spoken(one.title, one.challenge, one.aim, " ".join(one.keywords)),
            call_id=one.call_id,
            programme=one.programme,
        )
        for one in ideas
    ]
    found_ += [
        Subject(
            kind="need", id=one.id, organisation_id=one.organisation_id, spoken=spoken(one.kind, *one.words)
        )
        for one in queries.needs(ctx)
    ]
    found_ += [
        Subject(
            kind="company",
            id=one.id,
            organisation_id=one.id,
            spoken=spoken(one.trade, one.products, " ".join(one.tags)),
        )
        for one in ctx.organisations.listed(kind="company", local=True)
        if one.trade or one.products or one.tags
    ]
    return found_


def answer_fit(ctx: Context, fit_id: UUID, *, state: FitState, reason: str = "") -> CallFit:
    """Note that somebody goes on with a call, or leaves it."""
    row = found(ctx, CallFit, fit_id)
    row.state, row.reason = state, reason[:500]
    return row


def said(reasons: Sequence[Mapping[str, Any]]) -> list[Msg]:
    """The reasons of a fit as sentences."""
    return [Msg(one["text"], **one["with"]) for one in reasons]
