"""What fits a company: on its page, on the pages of notices, profiles and matches, and on the overview."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from utblick.api import Choice, Context, Msg, Page, Panel, Slot, _, page
from utblick_tendering.choices.matches import (
    DISMISSALS,
    LESSON_STATES,
    MATCH_STATES,
    ORIGINS,
    PARTS,
    PROFILE_STATES,
    RELATIONS,
    WEIGHTS,
)
from utblick_tendering.matching.kept import Told, told
from utblick_tendering.matching.points import MOST
from utblick_tendering.models import Lesson, Lot, Match, Notice
from utblick_tendering.permissions import READ
from utblick_tendering.queries import matches as queries
from utblick_tendering.service import learning
from utblick_tendering.vocabulary.cpv import cpv_name

_SHOWN = 10
_REFRESH = ("tendering.match.>", "tendering.profile.>", "tendering.notice.>")


_UNSAID = {
    "size": _("The value of the lot, or the turnover of the company, is not known."),
    "language": _("In which language tenders may be written is not told."),
    "time": _("No last day is told."),
}
"""Why a part gives points where there is nothing to say of it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A match in a list: with the words for how near it is, and its weightiest reason."""

    row: Match
    why: object


def match_reasons(ctx: Context, subject: Any) -> Page | None:
    """Why a lot fits a company: what is bought, the parts of the score, and what can be done."""
    if subject is None:
        return None
    match = queries.match(ctx, subject)
    notice, lot = ctx.session.get(Notice, match.notice_id), ctx.session.get(Lot, match.lot_id)
    if notice is None or lot is None:
        return None
    lesson = queries.lesson_of_match(ctx, match.id)
    return page(
        "tendering/panels/match.html",
        match=match,
        notice=notice,
        lot=lot,
        company=ctx.organisations.get(match.organisation_id),
        parts=_told(ctx, match),
        labels=_labels(PARTS),
        most=MOST,
        unsaid=_UNSAID,
        relation=_choices(RELATIONS)[str(match.relation)],
        codes=[cpv_name(code, ctx.language) for code in (lot.cpv or notice.cpv)[:5]],
        live=match.live and (match.deadline is None or match.deadline > ctx.now),
        lesson=lesson,
        learnt=learning.told(lesson, ctx.language) if lesson else None,
        reasons=_choices(DISMISSALS),
    )


def notice_matches(ctx: Context, subject: Any) -> Page | None:
    """The companies that a notice fits, best first."""
    notice = ctx.session.get(Notice, subject) if subject is not None else None
    if notice is None:
        return None
    rows = queries.of_notice(ctx, notice.id)
    best = list({row.organisation_id: row for row in reversed(rows)}.values())[::-1]
    return page(
        "tendering/panels/notice.html",
        notice=notice,
        shown=_shown(ctx, best[:_SHOWN]),
        more=max(0, len(best) - _SHOWN),
        names=ctx.organisations.names([row.organisation_id for row in best[:_SHOWN]]),
        states=_choices(MATCH_STATES),
        relations=_choices(RELATIONS),
    )


def company_matches(ctx: Context, subject: Any) -> Page | None:
    """What fits a company right now, or the way to a profile."""
    company = ctx.organisations.get(subject)
    profile = queries.profile_of(ctx, company.id)
    if profile is None and company.kind != "company":
        return None
    return page(
        "tendering/panels/company.html",
        company=company,
        profile=profile,
        shown=_shown(ctx, queries.live_of(ctx, company.id, limit=5)) if profile else [],
        states=_choices(MATCH_STATES),
        relations=_choices(RELATIONS),
        profile_states=_choices(PROFILE_STATES),
    )


def profile_codes(ctx: Context, subject: Any) -> Page | None:
    """What a company sells in words, where each came from, and what the profile has learnt."""
    if subject is None:
        return None
    profile = queries.profile(ctx, subject)
    lessons = queries.lessons_of(ctx, profile.id)
    origins, weights = _labels(ORIGINS), _labels(WEIGHTS)
    return page(
        "tendering/panels/profile.html",
        profile=profile,
        codes=[
            (
                cpv_name(code, ctx.language),
                code,
                origins.get(profile.origins.get(code, ""), ""),
                weights.get(format(profile.weights.get(code, 1), "g"), ""),
            )
            for code in profile.cpv
        ],
        branches=[
            (cpv_name(code, ctx.language), weights.get(format(weight, "g"), ""))
            for code, weight in profile.weights.items()
            if code not in profile.cpv
        ],
        lessons=[(one, learning.told(one, ctx.language)) for one in lessons],
        titles=_titles(ctx, lessons),
        reasons=_choices(DISMISSALS),
        lesson_states=_choices(LESSON_STATES),
    )


def new_fits(ctx: Context, subject: Any) -> Page | None:
    """The companies for which something new was found this week."""
    rows = queries.new_fits(ctx, days=7, limit=6)
    return page(
        "tendering/panels/fits.html",
        rows=rows,
        names=ctx.organisations.names([row[0] for row in rows]),
        has_profiles=queries.has_active(ctx),
    )


def _shown(ctx: Context, rows: Sequence[Match]) -> list[Shown]:
    return [Shown(row, next((one.said for one in _told(ctx, row) if one.said), "")) for row in rows]


def _told(ctx: Context, match: Match) -> list[Told]:
    return told(match.reasons, match.deadline, ctx.now, ctx.language)


def _titles(ctx: Context, lessons: Sequence[Lesson]) -> dict[UUID, str]:
    return queries.titles(ctx, [one.match_id for one in lessons])


class _Known(dict[str, Choice]):
    """Choices by their values; a value that is no longer one of them is shown as it is."""

    def __missing__(self, value: str) -> Choice:
        return Choice(value=value, label=Msg(str(value)))


def _labels(choices: Sequence[Choice]) -> dict[str, Msg]:
    return {choice.value: choice.label for choice in choices}


def _choices(choices: Sequence[Choice]) -> _Known:
    return _Known({choice.value: choice for choice in choices})


PANELS: tuple[Panel, ...] = (
    Panel(
        name="tendering.match",
        slot=Slot.RECORD,
        record="tendering/match",
        title=_("Why it fits"),
        load=match_reasons,
        permission=READ,
        order=10,
        wide=True,
        refresh_on=("tendering.match.>", "tendering.profile.>"),
    ),
    Panel(
        name="tendering.profile",
        slot=Slot.RECORD,
        record="tendering/profile",
        title=_("What the company sells, and what the profile has learnt"),
        load=profile_codes,
        permission=READ,
        order=10,
        wide=True,
        refresh_on=("tendering.match.dismissed", "tendering.profile.>"),
    ),
    Panel(
        name="tendering.notice_matches",
        slot=Slot.RECORD,
        record="tendering/notice",
        title=_("Companies that it fits"),
        load=notice_matches,
        permission=READ,
        order=20,
        wide=True,
        refresh_on=_REFRESH,
    ),
    Panel(
        name="tendering.company_matches",
        slot=Slot.ORGANISATION,
        title=_("Procurements that fit"),
        load=company_matches,
        permission=READ,
        order=30,
        refresh_on=_REFRESH,
    ),
    Panel(
        name="tendering.fits",
        slot=Slot.OVERVIEW,
        title=_("New fits this week"),
        load=new_fits,
        permission=READ,
        order=45,
        refresh_on=_REFRESH,
    ),
)
