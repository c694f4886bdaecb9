"""The rooms of the core answer for themselves; together they answer as one owner of data."""

from collections.abc import Mapping, Sequence
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
    )


def _one_after_another(sentences: Sequence[Msg]) -> Msg:
    named = {f"sentence{place}": sentence for place, sentence in enumerate(sentences)}
    return Msg(" ".join(f"{{{name}}}" for name in named), **named)
