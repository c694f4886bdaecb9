"""What can be seen by its form alone: addresses, numbers, and words before a form of company."""

import re
from collections.abc import Iterator

from utblick.api import organisation_number
from utblick_partnerships.anonymity.leak import Leak

_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_ENDS = (
    "se|com|eu|org|net|fi|no|dk|de|ee|lv|lt|pl|nl|fr|it|es|at|ch|uk|io|nu|info|biz|shop|tech|app|example|test"
)
_WEB = re.compile(
    rf"(?:https?://|www\.)[^\s<>\"”)]+|(?<![\w@.])(?:[a-zåäö0-9][a-zåäö0-9-]*\.)+(?:{_ENDS})(?:/[^\s<>\"”)]*)?\b"
    r"|(?<![\w.])@[A-Za-z][\w.]{2,}|\b(?:linkedin|facebook|instagram)\s?(?:/|:)\s?[\w./-]{3,}",
)
_PHONE = re.compile(r"(?<![\w,.])(?:\+\d{1,3}|00\d{2}|0)[\s()/-]*(?:\d[\s()/-]*){6,12}\d(?!\w)")
_PLAIN_NUMBER = re.compile(r"(?<![\d-])(?:16|19|20)?\d{6}\s?[-–]\s?\d{4}(?![\d-])|(?<!\d)\d{10}(?!\d)")
_VAT = re.compile(
    r"\b(?:SE\s?\d{6}-?\d{4}\s?01|(?:FI|DK|LU|HU|MT|SI)\s?\d{8}|(?:DE|EE|EL|PT|AT\s?U?)\s?\d{8,9}"
    r"|LV\s?\d{11}"
    r"|LT\s?(?:\d{9}|\d{12})|PL\s?\d{10}|NO\s?\d{9}\s?(?:MVA)?|GB\s?\d{9}|NL\s?\d{9}\s?B\d{2}"
    r"|FR\s?\w{2}\s?\d{9}"
    r"|IT\s?\d{11}|ES\s?\w\d{7}\w)\b"
)
_NAMED_NUMBER = re.compile(
    r"\b(?:org(?:anisations?)?\.?\s?-?(?:nr|nummer|no|number)|company (?:no|number|registration)"
    r"|reg(?:istration)?\.? (?:no|number|code)|business id|y-tunnus|cvr|hrb|vat(?: no)?|momsnr|registrikood"
    r"|reģ\.?\s?nr)\.?[\s:]*"
    r"[A-Z]{0,2}\s?\d[\d\s-]{4,14}\d",
    re.IGNORECASE,
)
_FINNISH = re.compile(r"(?<![\d-])\d{7}-\d(?![\d-])")
_PATENT = re.compile(
    r"\bPCT\s?/\s?[A-Z]{2}\s?\d{2,4}\s?/\s?\d{4,6}\b"
    r"|\b(?-i:EP|WO|US|SE|DE|FI|NO|DK|GB|FR|CN|JP|EE)\s?(?:\d{2,4}\s?/\s?)?\d[\d,. ]{4,11}\d"
    r"(?:-\d)?(?:\s?[ABCUE]\d?)?\b"
    r"|\b(?:patent|design|trade ?mark|varumärke|mönster)(?:ansökan| application)?"
    r"(?:\s?(?:no|nr|number|nummer))"
    r"\.?[\s:]*[A-Z]{0,2}\s?\d[\d\s,./-]{3,14}\d",
    re.IGNORECASE,
)
_FORMS = (
    r"AB|Aktiebolag|HB|KB|Oy|OY|Oyj|Ab|A/S|ApS|AS|ASA|GmbH|AG|UG|Ltd|Limited|LLC|PLC|plc|Inc|Corp|SIA|OÜ|UAB"
    r"|B\.?V\.?|N\.?V\.?|S\.?A\.?S?|SARL|S\.?r\.?l\.?|S\.?p\.?A\.?|Sp\. ?z ?o\. ?o\.|s\.r\.o\.|Kft"
    r"|AB \(publ\)|ek\. ?för\.?"
)
_WORD = r"[A-ZÅÄÖÆØÜ][\w’'-]*"
_COMPANY = re.compile(
    rf"(?<![\w])(?:{_WORD}|&|och|and|i|of)(?:\s(?:{_WORD}|&|\d+|och|and|i|of)){{0,4}}\s(?:{_FORMS})(?![\w])"
)
_COMPANY_FIRST = re.compile(
    rf"\b(?:Aktiebolaget|Firma|Handelsbolaget|SIA|UAB|OÜ|AS|AB)\s[„“\"]?{_WORD}(?:\s{_WORD}){{0,2}}"
)
_NO_NAME = frozenset(
    {"an", "a", "the", "ett", "en", "swedish", "small", "of", "and", "och", "i", "form", "company"}
)


def by_form(text: str) -> Iterator[Leak]:
    """Everything in a text that its form gives away."""
    yield from _each(text, _EMAIL, "email")
    yield from _each(text, _WEB, "web")
    yield from _each(text, _PATENT, "patent")
    yield from _each(text, _VAT, "number")
    yield from _each(text, _NAMED_NUMBER, "number")
    yield from _each(text, _FINNISH, "number")
    for found in _PLAIN_NUMBER.finditer(text):
        if _is_number(found.group()):
            yield _leak(found, "number")
    yield from _each(text, _PHONE, "phone")
    for found in _COMPANY.finditer(text):
        words = found.group().split()[:-1]
        if any(word.lower() not in _NO_NAME and word[0].isupper() for word in words):
            yield _leak(found, "company")
    yield from _each(text, _COMPANY_FIRST, "company")


def _each(text: str, pattern: re.Pattern[str], kind: str) -> Iterator[Leak]:
    return (_leak(found, kind) for found in pattern.finditer(text))


def _leak(found: re.Match[str], kind: str) -> Leak:
    said = found.group().rstrip(" .,;:-")
    return Leak(found.start(), found.start() + len(said), kind, said)


def _is_number(text: str) -> bool:
    """Whether digits are a number of an organisation or a person; ten digits alone are often neither."""
    if "-" in text or "–" in text:
        return True
    return organisation_number(text) is not None
