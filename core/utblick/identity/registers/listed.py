"""The organisations of a register file as plain values, for those who want to read it and keep nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from utblick.identity.registers.columns import guess_columns
from utblick.identity.registers.read import open_register
from utblick.identity.registers.verdicts import Assessor


@dataclass(frozen=True, slots=True)
class ListedOrganisation:
    """One organisation of a register: its first row, from 1 after the header, and its values.

    The values are named as the columns of an organisation; what the first row leaves out is filled
    from later rows of the same organisation.
    """

    row: int
    values: Mapping[str, Any]


def organisations_in(path: Path) -> list[ListedOrganisation]:
    """The organisations of a CSV or XLSX register, each once; rows without a usable name are left out.

    The columns are guessed as an import guesses them. Raises `Invalid` or `TooLarge` for what is no register.
    """
    table = open_register(path)
    found: dict[int, dict[str, Any]] = {}
    for verdict in Assessor(table, guess_columns(table)).verdicts():
        if verdict.verdict == "error":
            continue
        row = verdict.of_row or verdict.candidate.row
        known = found.setdefault(row, {})
        for name, value in verdict.candidate.values.items():
            if known.get(name) in (None, "", []):
                known[name] = value
    return [ListedOrganisation(row, values) for row, values in found.items()]
