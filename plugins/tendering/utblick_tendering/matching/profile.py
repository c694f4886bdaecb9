"""What a company can deliver, as far as matching needs to know it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from utblick_tendering.vocabulary.cpv import cpv_name, usual_codes
from utblick_tendering.vocabulary.words import stems

COUNTIES = {
    "01": "SE110", "03": "SE121", "04": "SE122", "05": "SE123", "06": "SE211", "07": "SE212", "08": "SE213",
    "09": "SE214", "10": "SE221", "12": "SE224", "13": "SE231", "14": "SE232", "17": "SE311", "18": "SE124",
    "19": "SE125", "20": "SE312", "21": "SE313", "22": "SE321", "23": "SE322", "24": "SE331", "25": "SE332",
}  # fmt: skip
"""NUTS 3 by the county that a municipality's code begins with (NUTS 2024: Swedish counties)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One company: `cpv` are the codes it may sell, `said` those that it named itself.

    `turnover` is in kronor a year.
    """

    key: object
    name: str
    orgnr: str | None = None
    cpv: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    nuts: str = ""
    export_countries: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    is_small: bool | None = None
    turnover: float | None = None
    stems: frozenset[str] = frozenset()


def drafted(key: object, values: Mapping[str, Any]) -> Profile:
    """A profile from what the register knows of the company, for a person to approve.

    Its codes are those it has named, then those its trade usually sells.
    """
    said = tuple(values.get("cpv") or ())
    usual = usual_codes().get(str(values.get("sni") or "").replace(".", ""), ())
    codes = tuple(dict.fromkeys([*said, *usual]))
    text = " ".join([values.get("trade") or "", values.get("products") or ""])
    names = " ".join(cpv_name(code, "sv") for code in codes)
    return Profile(
        key=key,
        name=values.get("name") or "",
        orgnr=values.get("orgnr"),
        cpv=codes,
        said=frozenset(said),
        nuts=COUNTIES.get(str(values.get("municipality") or "")[:2], ""),
        export_countries=frozenset(values.get("export_countries") or ()),
        languages=frozenset(values.get("languages") or ()),
        is_small=values["size_class"] in {"micro", "small"} if values.get("size_class") else None,
        turnover=float(values["turnover"]) if values.get("turnover") else None,
        stems=stems(text) | stems(names),
    )
