"""Fields that hold codes of a vocabulary: typed as codes or names, shown by name with the code beside it."""

import re

from utblick.declare import Field, Kind, Vocabulary
from utblick.i18n import _

_IN_BRACKETS = re.compile(r".*\(([^()]+)\)")
_OFFERED = 3


def said(vocabulary: Vocabulary, code: str, language: str) -> str:
    """A code as people read it: `Skolmöbler (39160000)`; a code without a name alone."""
    name = vocabulary.name_of(code, language)
    return name if name == code or not vocabulary.shows_codes else f"{name} ({code})"


def vocabulary_code(vocabulary: Vocabulary, text: str, language: str) -> str:
    """The code that somebody means by a code, a name, or both as `said` writes them.

    Raises ValueError with a `Msg`, which names the nearest codes there are.
    """
    bracketed = _IN_BRACKETS.fullmatch(text)
    for spelled in (text, bracketed.group(1) if bracketed else ""):
        code = vocabulary.code_of(spelled) if spelled else None
        if code is not None:
            return code
    found = vocabulary.find(text, language)
    wanted = text.casefold()
    named = [code for code, name in found if name.casefold() == wanted]
    if len(named) == 1:
        return named[0]
    if not found:
        raise ValueError(_("There is no such code or name in {vocabulary}.", vocabulary=vocabulary.title))
    near = "; ".join(f"{name} ({code})" for code, name in found[:_OFFERED])
    raise ValueError(_("Choose a code, such as {codes}.", codes=near))


def vocabulary_words(field: Field, text: str) -> list[str]:
    """What stands between the commas of a list; a name that has commas itself is one where it is a code's."""
    assert field.vocabulary is not None
    found: list[str] = []
    for part in re.split(r"[;\n]", text):
        bracketed = _IN_BRACKETS.fullmatch(part.strip())
        whole = bracketed is not None and field.vocabulary.code_of(bracketed.group(1)) is not None
        found += [part] if whole and part.count("(") == 1 else part.split(",")
    return found


def held_codes(field: Field, written: str, language: str) -> tuple[list[tuple[str, str]], str]:
    """The codes in what an input holds, each with its name, and the words that are none yet."""
    assert field.vocabulary is not None
    codes, rest = [], []
    for word in filter(None, map(str.strip, vocabulary_words(field, written))):
        code = field.vocabulary.code_of(word)
        if code is None:
            rest.append(word)
        else:
            codes.append((code, said(field.vocabulary, code, language)))
    return list(dict.fromkeys(codes)), ", ".join(rest)


def holds_codes(field: Field) -> bool:
    """Whether only its vocabulary or kind knows how the words in this list of words read."""
    return field.kind is Kind.TAGS and (field.each is not None or field.vocabulary is not None)
