"""Drafts a profile from what is known of a company, and keeps where each code came from."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from textwrap import wrap
from typing import Any

from utblick.api import find_municipality
from utblick_tendering.vocabulary.cpv import usual_codes

_LONGEST_PHRASE = 60
_BETWEEN = re.compile(r"[,;/•\n]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of a company, in the terms of a profile; `origins` by CPV code, the surest first.

    An origin is said (the company named it), won, bid, need, or trade (what its trade usually sells).
    """

    origins: Mapping[str, str]
    words: tuple[str, ...]
    nuts: str
    export_countries: tuple[str, ...]
    languages: tuple[str, ...]
    is_small: bool | None
    turnover: Decimal | None

    @property
    def cpv(self) -> tuple[str, ...]:
        return tuple(self.origins)


def draft(
    values: Mapping[str, Any],
    *,
    won: Sequence[str] = (),
    bid: Sequence[str] = (),
    needs: Sequence[str] = (),
) -> Draft:
    """A profile from an organisation's values: named as its columns, as a register names them.

    `won` and `bid` are the codes of lots that it has won or bid for, `needs` what it has said that it needs.
    """
    origins: dict[str, str] = {}
    usual = usual_codes().get(str(values.get("sni") or "").replace(".", ""), ())
    sources = (("said", values.get("cpv") or ()), ("won", won), ("bid", bid), ("trade", usual))
    for origin, codes in sources:
        for code in codes:
            origins.setdefault(code, origin)
    home = find_municipality(str(values.get("municipality") or ""))
    currency = values.get("turnover_currency") or "SEK"
    turnover = values.get("turnover") if currency == "SEK" else None
    return Draft(
        origins=origins,
        words=_phrases(values.get("trade") or "", values.get("products") or "", *needs),
        nuts=home.nuts if home else "",
        export_countries=tuple(values.get("export_countries") or ()),
        languages=tuple(values.get("languages") or ()),
        is_small=values["size_class"] in {"micro", "small"} if values.get("size_class") else None,
        turnover=Decimal(str(turnover)) if turnover else None,
    )


def _phrases(*texts: str) -> tuple[str, ...]:
    """The parts of enumerations, each once, long ones in pieces as a form takes them."""
    parts = (part.strip(" .") for text in texts for part in _BETWEEN.split(text))
    return tuple(dict.fromkeys(piece for part in parts for piece in wrap(part, _LONGEST_PHRASE)))
