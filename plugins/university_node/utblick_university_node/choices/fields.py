"""Fields of study as something to choose, one or several: their names stand with the rules that use them."""

from collections.abc import Sequence

from utblick.api import Choice, Context, Msg, Vocabulary, _, fold
from utblick_university_node.drafting import field_names


def field_choices(ctx: Context) -> Sequence[Choice]:
    """The fields in the reader's language."""
    return [Choice(value=value, label=Msg(name)) for value, name in field_names(ctx.language).items()]


def _code_of(text: str) -> str | None:
    written = fold(text.strip())
    for language in ("sv", "en"):
        for code, name in field_names(language).items():
            if written in (code, fold(name)):
                return code
    return None


def name_of(code: str, language: str) -> str:
    """What a field is called; the code itself when there is no such field."""
    return field_names(language).get(code, code)


def _find(text: str, language: str) -> Sequence[tuple[str, str]]:
    return [(code, name) for code, name in field_names(language).items() if fold(text) in fold(name)]


STUDY_FIELDS = Vocabulary(
    name="university_node.fields",
    title=_("Fields of study"),
    code_of=_code_of,
    name_of=name_of,
    find=_find,
    shows_codes=False,
)
