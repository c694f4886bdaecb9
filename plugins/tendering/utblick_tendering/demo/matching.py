"""Made-up supplier profiles for the companies of the demonstration, and what fits them of what is held."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlmodel import col, select

from utblick.api import Context, new_id
from utblick_tendering.models import Match, MatchState, Notice, Profile
from utblick_tendering.queries import matches as queries
from utblick_tendering.service import matching, neutrality, profiles, suggestions

SELLS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "Exempel Såg AB": ("03410000", "44191000"),
        "Exempel Trähus AB": ("45210000", "44220000"),
        "Exempel Plåt AB": ("45261000", "44110000"),
        "Exempel Energi AB": ("09111400", "45331000"),
        "Exempel Tolk & Text AB": ("79530000", "79540000"),
        "Exempel Möbler AB": ("39160000", "39110000", "39130000"),
        "Exempel Schakt AB": ("45112000", "90620000", "45233141"),
    }
)
DRAFT = "Exempel Kust & Natur AB"


def load(ctx: Context) -> None:
    """Draft a profile for every company, approve those that sell to the public, and match what is open."""
    if queries.has_active(ctx):
        return
    profiles.draft_all(ctx)
    for row in ctx.session.exec(select(Profile).order_by(col(Profile.title))).all():
        if row.title in SELLS:
            codes = dict.fromkeys([*SELLS[row.title], *row.cpv], 1.0)
            profiles.set_codes(ctx, row.id, codes)
            profiles.approve_profile(ctx, row.id, {})
    ctx.session.flush()
    matching.match_notices(ctx, queries.answerable_ids(ctx))
    _decide(ctx)
    _treat_alike(ctx)


def _decide(ctx: Context) -> None:
    """One company is interested, another has turned a suggestion down, and the profile has learnt."""
    best = select(Match).join(Notice, col(Match.notice_id) == Notice.id).where(col(Notice.own).is_(False))
    rows = ctx.session.exec(best.where(Match.state == MatchState.SUGGESTED).order_by(col(Match.score).desc()))
    matches = rows.all()
    for first in matches[:1]:
        suggestions.accept(ctx, first.id, {})
    refused = next((one for one in matches if one.organisation_id != matches[0].organisation_id), None)
    if refused is not None:
        said = {"dismissed_reason": "wrong_trade", "said": "Vi gör inte sådant längre."}
        suggestions.dismiss(ctx, refused.id, said)


def _treat_alike(ctx: Context) -> None:
    """On one of our own procurements every company has been told the same."""
    own = (
        select(Match.notice_id)
        .join(Notice, col(Match.notice_id) == Notice.id)
        .where(col(Notice.own), queries.fits(ctx))
    )
    notice_id = ctx.session.exec(own.order_by(col(Match.score).desc()).limit(1)).first()
    if notice_id is not None:
        neutrality.tell_all(
            ctx,
            notice_id,
            round_id=new_id(),
            title="Exempel: en upphandling som kan passa er",
            said="Kommunen har annonserat en upphandling som verkar passa er. Allt står i annonsen.",
        )
