"""The rooms of the core answer for themselves; together they answer as one owner of data."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from utblick.context import Context
from utblick.declare import PersonalData
from utblick.i18n import Msg


def joined(parts: Sequence[PersonalData]) -> PersonalData:
    """One declaration of several; erasing goes backwards, since the later rooms ask the first who it is."""

    def export(ctx: Context, person_id: UUID) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        return {table: rows for part in parts for table, rows in part.export(ctx, person_id).items()}

    def erase(ctx: Context, person_id: UUID) -> int:
        return sum(part.erase(ctx, person_id) for part in reversed(parts))

    return PersonalData(
        purposes=tuple(purpose for part in parts for purpose in part.purposes),
        export=export,
        erase=erase,
        retention=_one_after_another([part.retention for part in parts]),
        rules=tuple(rule for part in parts for rule in part.rules),
        legal_basis=_each_once(part.legal_basis for part in parts),
        people=_each_once(part.people for part in parts),
        data=_each_once(part.data for part in parts),
        recipients=_each_once(part.recipients for part in parts),
        safeguards=_each_once(part.safeguards for part in parts),
    )


def _each_once(several: Iterable[Sequence[Msg]]) -> tuple[Msg, ...]:
    return tuple(dict.fromkeys(one for some in several for one in some))


def _one_after_another(sentences: Sequence[Msg]) -> Msg:
    named = {f"sentence{place}": sentence for place, sentence in enumerate(sentences)}
    return Msg(" ".join(f"{{{name}}}" for name in named), **named)
