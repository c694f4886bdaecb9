"""How a need becomes subjects, and when seasons lie: transparent rules over data, without a database."""

from utblick_university_node.drafting.rounds import Round, rounds
from utblick_university_node.drafting.rules import (
    Asked,
    OpenSeason,
    Suggestion,
    field_names,
    fields_of,
    suggest,
)

__all__ = ["Asked", "OpenSeason", "Round", "Suggestion", "field_names", "fields_of", "rounds", "suggest"]
