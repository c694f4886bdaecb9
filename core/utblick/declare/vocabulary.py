"""A vocabulary: codes with names, such as CPV, that fields hold and people find by words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from utblick.i18n import Msg


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """Codes with names. A TEXT field with one holds a code of it, a TAGS field a list of them.

    `name` begins with the plugin's, as in ``tendering.cpv``, and `title` is what people call it.
    `code_of(text)` is the stored form of a code as people write it, None when there is none.
    `name_of(code, language)` is its name, or the code itself. `find(text, language)` gives pairs of code
    and name, the best first, the first codes of all for ``""``; it is asked while people type.
    `narrower(code)` are the codes right below one, those on top for ``""``, and `broader(code)` the one
    right above, ``""`` on top; a flat list has neither. `browse` is the address of a page where the codes
    can be leafed through. Codes that people do not know are not shown beside the names: `shows_codes=False`.
    """

    name: str
    title: Msg
    code_of: Callable[[str], str | None]
    name_of: Callable[[str, str], str]
    find: Callable[[str, str], Sequence[tuple[str, str]]]
    narrower: Callable[[str], Sequence[str]] | None = None
    broader: Callable[[str], str] | None = None
    browse: str = ""
    shows_codes: bool = True
