"""What a company can deliver, as far as matching needs to know it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from utblick_tendering.matching.drafting import Draft, draft
from utblick_tendering.vocabulary.cpv import cpv_name
from utblick_tendering.vocabulary.words import stems


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One company: `cpv` are the codes it may sell, `said` those that it named itself.

    `weights` are by CPV code, for the code and all below it: 1 as usual, 0 what it will not do. `unwanted`
    are the stems of each phrase of what it will not do. `reach` is county, nuts2, country or abroad.
    `turnover`, and `most` that it takes on alone, are in kronor.
    """

    key: object
    name: str
    orgnr: str | None = None
    cpv: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    weights: Mapping[str, float] = field(default_factory=dict)
    unwanted: tuple[frozenset[str], ...] = ()
    nuts: str = ""
    reach: str = "country"
    export_countries: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    is_small: bool | None = None
    turnover: float | None = None
    most: float | None = None
    stems: frozenset[str] = frozenset()

    @property
    def has_limits(self) -> bool:
        """Whether there is anything that it has said no to beforehand, other than by weight."""
        return bool(self.unwanted or self.most) or self.reach in {"county", "nuts2"}


def drafted(key: object, values: Mapping[str, Any]) -> Profile:
    """The profile of a company of a register, as it would be drafted, before anybody has looked at it."""
    made: Draft = draft(values)
    return Profile(
        key=key,
        name=values.get("name") or "",
        orgnr=values.get("orgnr"),
        cpv=made.cpv,
        said=frozenset(code for code, origin in made.origins.items() if origin == "said"),
        nuts=made.nuts,
        export_countries=frozenset(made.export_countries),
        languages=frozenset(made.languages),
        is_small=made.is_small,
        turnover=float(made.turnover) if made.turnover else None,
        stems=telling_stems(made.words, made.cpv),
    )


def telling_stems(words: Sequence[str], cpv: Iterable[str]) -> frozenset[str]:
    """What a text must share with a company: the stems of its own words, and of what its codes are called."""
    return stems(" ".join(words)) | stems(" ".join(cpv_name(code, "sv") for code in cpv))
