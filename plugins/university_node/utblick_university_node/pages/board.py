"""The board by season: what stands where, with the deadlines of each season above it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from utblick.api import (
    Choice,
    Context,
    Link,
    Msg,
    Page,
    Ref,
    Values,
    _,
    choice_label,
    choice_options,
    format_date,
    get,
    page,
)
from utblick_university_node.choices.work import ASSIGNMENT_KINDS, ASSIGNMENT_STATES
from utblick_university_node.models import Season
from utblick_university_node.permissions import READ
from utblick_university_node.queries import assignments, cards, institutions
from utblick_university_node.records.assignments import ASSIGNMENTS

HERE = "/university_node/season"
GROUPS, EACH = 4, 8


@dataclass(frozen=True, slots=True)
class Tile:
    """One card of the board."""

    id: UUID
    title: str
    url: str
    meta: tuple[tuple[str, str], ...]
    who: str
    moves: tuple[tuple[str, Msg, str], ...]
    late: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A season, or what has none, with its deadlines and its columns."""

    key: str
    title: str
    season: Season | None
    columns: tuple[tuple[Choice, str, tuple[Tile, ...]], ...]


@get(HERE, permission=READ)
def season_board(ctx: Context) -> Page:
    """The board of one season, or of the next ones that have something on them."""
    query = ctx.request.query if ctx.request else Values()
    kind = query.get("kind", "") if query.get("kind", "") in {one.value for one in ASSIGNMENT_KINDS} else ""
    known = list(institutions.seasons(ctx))
    chosen = query.uuid("season")
    one = next((season for season in known if season.id == chosen), None)
    counts = assignments.season_counts(ctx, [season.id for season in known])
    shown = [one] if one else [season for season in known if counts.get(season.id)][:GROUPS]
    found = cards.of_seasons(
        ctx, [season.id for season in shown], kind=kind, each=25 if one else EACH, with_none=one is None
    )
    names = institutions.names(ctx)
    groups = _groups(ctx, shown, found, names, with_none=one is None)
    return page(
        "university_node/season.html",
        here=HERE,
        season=one,
        kind=kind,
        groups=[group for group in groups if one or any(column[2] for column in group.columns)],
        seasons=[
            (str(season.id), f"{_name(season, names)} ({counts.get(season.id, 0)})") for season in known
        ],
        kinds=choice_options(ctx, ASSIGNMENT_KINDS),
        days_left=lambda day: (day - ctx.today).days,
        deadlines=[] if one else institutions.next_deadlines(ctx),
        names=names,
    )


def _groups(
    ctx: Context,
    shown: Sequence[Season],
    found: Sequence[cards.Card],
    names: Mapping[UUID, str],
    *,
    with_none: bool,
) -> list[Group]:
    hosts = ctx.organisations.names([card.organisation_id for card in found])
    owners = [Ref("core", "user", card.owner_id) for card in found if card.owner_id]
    labels = ctx.lookup(*owners)
    tiles: dict[tuple[UUID | None, str], list[Tile]] = {}
    for card in found:
        owner = labels.get(Ref("core", "user", card.owner_id)) if card.owner_id else None
        tile = _tile(ctx, card, hosts.get(card.organisation_id, ""), owner.name if owner else "")
        tiles.setdefault((card.season_id, card.state), []).append(tile)
    places: list[Season | None] = [*shown, *([None] if with_none else [])]
    return [_group(season, tiles, names) for season in places]


def _group(
    season: Season | None, tiles: Mapping[tuple[UUID | None, str], list[Tile]], names: Mapping[UUID, str]
) -> Group:
    key = str(season.id)[-12:] if season else "none"
    assert ASSIGNMENTS.board is not None
    columns = tuple(
        (
            choice,
            f"{key}-{choice.value}",
            tuple(tiles.get((season.id if season else None, choice.value), ())),
        )
        for choice in ASSIGNMENT_STATES
        if choice.value in ASSIGNMENTS.board.columns
    )
    return Group(key, _name(season, names) if season else "", season, columns)


def _tile(ctx: Context, card: cards.Card, host: str, owner: str) -> Tile:
    late = card.next_on is not None and card.next_on < ctx.today
    kind = ctx.translate(choice_label(ASSIGNMENT_KINDS, card.kind))
    meta = [(host if not card.unit else f"{host}, {card.unit}", ""), (kind, "")]
    if card.next_on is not None:
        meta.append((format_date(card.next_on, ctx.language), "late" if late else "day"))
    url = f"/university_node/assignments/{card.id}"
    key = str(card.season_id)[-12:] if card.season_id else "none"
    return Tile(
        id=card.id,
        title=card.title_en if ctx.language == "en" and card.title_en else card.title,
        url=url,
        meta=tuple(meta),
        who=owner,
        moves=tuple(
            (f"{key}-{move.target}", move.label, f"{url}/do/{move.name}?back={HERE}")
            for move in ASSIGNMENTS.transitions
            if move.drag and card.state in move.source and ctx.actor.may(move.permission)
        ),
        late=late,
    )


def _name(season: Season, names: Mapping[UUID, str]) -> str:
    return f"{season.title}, {names.get(season.institution_id, '')}"


ROUTES = (season_board,)
LINKS = (Link(title=_("Board by season"), url=HERE, icon="layout-kanban", permission=READ, order=10),)
