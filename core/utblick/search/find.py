"""Find records of any plugin by words: grouped by kind, best first, only what the reader may see."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from utblick.context import Context, Ref
from utblick.declare import RecordType
from utblick.i18n import Msg
from utblick.protection.marks import note_marked
from utblick.registry import LoadedPlugin
from utblick.search.candidates import PER_KIND, Candidate, candidates
from utblick.search.fold import marked, words_of
from utblick.search.index import scopes_for

Pieces = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found; title and detail in pieces, each with whether it is what was searched for."""

    ref: Ref
    name: str
    url: str
    title: Pieces
    detail: Pieces


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind. `more` says that there are others than those shown."""

    kind: str
    title: Msg
    icon: str
    hits: Sequence[Hit]
    more: bool


def find(ctx: Context, text: str, *, limit: int = 5, kind: str = "") -> list[Group]:
    """The groups of records that hold all the words, the last of them perhaps unfinished.

    `limit` is for each group; `kind`, as ``plugin/kind``, looks for one kind alone.
    """
    words = words_of(text)
    if not words and not kind:
        return []
    asked = _findable(ctx, kind)
    scopes = [scope for plugin, record in asked for scope in scopes_for(ctx, plugin.name, record)]
    found = candidates(ctx.session.connection(), words, scopes, per_kind=max(PER_KIND, 2 * limit + 2))
    by_kind: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in sorted(found, key=lambda c: _rank(c, words)):
        by_kind[candidate.plugin, candidate.kind].append(candidate)
    groups = [
        (_rank(own[0], words)[0], place, _group((plugin, record), own, words, limit))
        for place, (plugin, record) in enumerate(asked)
        if (own := by_kind.get((plugin.name, record.kind)))
    ]
    note_marked(ctx.session, [hit.ref.id for _best, _place, group in groups for hit in group.hits])
    return [group for _best, _place, group in sorted(groups, key=lambda g: g[:2])]


def _findable(ctx: Context, kind: str) -> list[tuple[LoadedPlugin, RecordType]]:
    return [
        (plugin, record)
        for plugin, record in ctx.platform.registry.records()
        if record.search
        and ctx.actor.may(record.read)
        and (not kind or kind == f"{plugin.name}/{record.kind}")
    ]


def _rank(candidate: Candidate, words: Sequence[str]) -> tuple[int, str, int]:
    """Lower is better: the very name, its beginning, all words in the name, some of them, elsewhere."""
    title, asked = candidate.title_key, " ".join(words)
    own = title.split()
    held = sum(any(word.startswith(part) for word in own) for part in words)
    if title == asked:
        rank = 0
    elif title.startswith(asked):
        rank = 1
    elif held == len(words):
        rank = 2
    else:
        rank = 4 - bool(held)
    return rank, title if rank < 2 else "", -candidate.seq


def _group(
    owned: tuple[LoadedPlugin, RecordType],
    found: Sequence[Candidate],
    words: list[str],
    limit: int,
) -> Group:
    plugin, record = owned
    base = plugin.path(record)
    return Group(
        kind=f"{plugin.name}/{record.kind}",
        title=record.plural,
        icon=record.icon,
        hits=[_hit(candidate, base, words) for candidate in found[:limit]],
        more=len(found) > limit,
    )


def _hit(candidate: Candidate, base: str, words: list[str]) -> Hit:
    record_id = candidate.record_id if isinstance(candidate.record_id, UUID) else UUID(candidate.record_id)
    return Hit(
        ref=Ref(candidate.plugin, candidate.kind, record_id),
        name=candidate.title,
        url=f"{base}/{record_id}",
        title=marked(candidate.title, words),
        detail=marked(candidate.detail, words),
    )
