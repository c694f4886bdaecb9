"""The municipalities of Gävleborg, and their region: codes of Statistics Sweden and organisation numbers."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Municipality:
    """A Swedish municipality. The name is the short one; `full_name` is the authority's own."""

    code: str
    name: str
    full_name: str
    seat: str
    orgnr: str
    nuts: str


GAVLEBORG = (
    Municipality("2101", "Ockelbo", "Ockelbo kommun", "Ockelbo", "212000-2288", "SE313"),
    Municipality("2104", "Hofors", "Hofors kommun", "Hofors", "212000-2296", "SE313"),
    Municipality("2121", "Ovanåker", "Ovanåkers kommun", "Edsbyn", "212000-2304", "SE313"),
    Municipality("2132", "Nordanstig", "Nordanstigs kommun", "Bergsjö", "212000-2312", "SE313"),
    Municipality("2161", "Ljusdal", "Ljusdals kommun", "Ljusdal", "212000-2320", "SE313"),
    Municipality("2180", "Gävle", "Gävle kommun", "Gävle", "212000-2338", "SE313"),
    Municipality("2181", "Sandviken", "Sandvikens kommun", "Sandviken", "212000-2346", "SE313"),
    Municipality("2182", "Söderhamn", "Söderhamns kommun", "Söderhamn", "212000-2353", "SE313"),
    Municipality("2183", "Bollnäs", "Bollnäs kommun", "Bollnäs", "212000-2361", "SE313"),
    Municipality("2184", "Hudiksvall", "Hudiksvalls kommun", "Hudiksvall", "212000-2379", "SE313"),
)
"""Only these: others follow when somebody needs them, from the same table of Statistics Sweden."""

_WORDS = re.compile(r"\b(kommun|kommunen|stad|municipality of|municipality|city of)\b")


def municipality(text: str) -> Municipality | None:
    """The municipality of a code or a name: `2132`, `Nordanstig`, `Nordanstigs kommun`; None if unknown."""
    wanted = _folded(text)
    if wanted.isdecimal():
        wanted = wanted.zfill(4)
    for known in GAVLEBORG:
        short = _folded(known.name)
        if wanted in {known.code, short, _folded(known.full_name), f"{short}s"}:
            return known
    return None


def _folded(text: str) -> str:
    return " ".join(_WORDS.sub(" ", text.casefold()).split())
