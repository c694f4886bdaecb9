"""From what people type to what is stored; a refusal is a ValueError whose argument is a `Msg`."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from utblick.declare import Field, Kind
from utblick.i18n import _
from utblick.records.fields.codes import CODED, code_of
from utblick.records.fields.inputs import REFERENCES
from utblick.records.fields.vocabularies import vocabulary_code, vocabulary_words

LARGEST_INTEGER = 2_147_483_647
LARGEST_AMOUNT = Decimal(10) ** 14
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_CONTROL_BUT_LINES = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]+")
_PHONE = re.compile(r"\+?[\d\s().\-/]{4,40}(\s*(ext|ankn)\.?\s*\d{1,6})?", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s/?#@:]+\.[^\s/?#@:]+(:\d{1,5})?([/?#]\S*)?", re.IGNORECASE)
_TRUE, _FALSE = {"1", "true", "yes", "on", "ja"}, {"0", "false", "no", "nej"}


def parse(field: Field, raw: str | Sequence[str], language: str, zone: ZoneInfo | None = None) -> Any:
    """The value of a field from a form; None when it was left blank (an empty list for tags).

    Raises ValueError with a `Msg` for what cannot be. Whether a blank is allowed is the form's question.
    """
    given = [raw] if isinstance(raw, str) else list(raw)
    if field.kind is Kind.TAGS:
        return _tags(given, field, language)
    text = _tidy(given[-1] if given else "", lines=field.kind is Kind.LONG_TEXT)
    if not text:
        return None
    if field.vocabulary is not None:
        return vocabulary_code(field.vocabulary, text, language)
    if field.normalise is not None:
        return field.normalise(text)
    if field.kind is Kind.INSTANT:
        return _instant(text, zone)
    return _PARSERS.get(field.kind, _text)(text, field, language)


def _tidy(text: str, *, lines: bool) -> str:
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.encode("utf-8", "replace").decode()
    return (_CONTROL_BUT_LINES.sub("", text) if lines else _CONTROL.sub(" ", text)).strip()


def _text(text: str, field: Field, language: str) -> str:
    if len(text) > field.max_length:
        raise ValueError(_("Write at most {n} characters.", n=field.max_length))
    return text


def _integer(text: str, field: Field, language: str) -> int:
    number = _decimal(text, field, language)
    if number != number.to_integral_value():
        raise ValueError(_("Write a whole number, in digits."))
    if abs(number) > LARGEST_INTEGER:
        raise ValueError(_("The number is too large."))
    return int(number)


def _decimal(text: str, field: Field, language: str) -> Decimal:
    from utblick.i18n.parse import parse_number

    number = parse_number(text, language)
    if field.minimum is not None and number < field.minimum:
        raise ValueError(_("The number must be at least {n}.", n=field.minimum))
    if abs(number) >= LARGEST_AMOUNT:
        raise ValueError(_("The number is too large."))
    if number != round(number, 6):
        raise ValueError(_("Write at most six decimals."))
    return number


def _day(text: str, field: Field, language: str) -> date:
    from utblick.i18n.parse import parse_date

    return parse_date(text)


def _instant(text: str, zone: ZoneInfo | None) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone or UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(_("Write a date and time that exist, such as 2026-11-24 14:30.")) from None


def _boolean(text: str, field: Field, language: str) -> bool:
    word = text.casefold()
    if word in _TRUE or word in _FALSE:
        return word in _TRUE
    raise ValueError(_("Choose yes or no."))


def _choice(text: str, field: Field, language: str) -> str:
    if field.choice(text) is None:
        raise ValueError(_("Choose one of the values in the list."))
    return text


def _email(text: str, field: Field, language: str) -> str:
    from email_validator import EmailNotValidError, validate_email

    try:
        address = validate_email(
            text, check_deliverability=False, test_environment=True, allow_smtputf8=False
        )
    except EmailNotValidError:
        raise ValueError(_("Write an e-mail address, such as anna@foretag.example.")) from None
    return _text(address.normalized, field, language)


def _phone(text: str, field: Field, language: str) -> str:
    if not _PHONE.fullmatch(text):
        raise ValueError(_("Write a telephone number, such as 070-174 06 05 or +46 70 174 06 05."))
    return _text(text, field, language)


def _url(text: str, field: Field, language: str) -> str:
    written = text if "://" in text else f"https://{text}"
    if not _URL.fullmatch(written):
        raise ValueError(_("Write a web address, such as https://www.foretag.example."))
    return _text(written, field, language)


def _code(text: str, field: Field, language: str) -> str:
    return code_of(field.kind, text)


def _identity(text: str, field: Field, language: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError(_("Choose one of the values in the list.")) from None


def _tags(given: Sequence[str], field: Field, language: str) -> list[str]:
    words = (_tidy(word, lines=False) for text in given for word in _parts(text, field))
    found = list(dict.fromkeys(word for word in words if word))
    longest = 60 if field.vocabulary is None else 300
    if any(len(word) > longest for word in found) or len(found) > 100:
        raise ValueError(_("Write at most 100 words or short phrases of 60 characters, separated by commas."))
    return list(dict.fromkeys(_normal(word, field, language) for word in found))


def _parts(text: str, field: Field) -> list[str]:
    return re.split(r"[,;\n]", text) if field.vocabulary is None else vocabulary_words(field, text)


def _normal(word: str, field: Field, language: str) -> str:
    try:
        if field.vocabulary is not None:
            return vocabulary_code(field.vocabulary, word, language)
        if field.each is not None:
            return code_of(field.each, word)
        return str(field.normalise(word)) if field.normalise is not None else word
    except ValueError as refused:
        raise ValueError(_("“{word}”: {reason}", word=word, reason=refused.args[0])) from None


_PARSERS: dict[Kind, Callable[[str, Field, str], Any]] = {
    Kind.INTEGER: _integer,
    Kind.DECIMAL: _decimal,
    Kind.MONEY: _decimal,
    Kind.DATE: _day,
    Kind.BOOLEAN: _boolean,
    Kind.CHOICE: _choice,
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.URL: _url,
    **dict.fromkeys(CODED, _code),
    **dict.fromkeys(REFERENCES, _identity),
}
