"""Which input a field gets in forms and filters, and what can be chosen in it."""

from uuid import UUID

from utblick.context import Ref
from utblick.declare import Field, Kind
from utblick.i18n import _
from utblick.records.fields.codes import CODED, code_options

REFERENCES = frozenset({Kind.ORGANISATION, Kind.PERSON, Kind.USER, Kind.RECORD})

_WIDGETS = {
    Kind.LONG_TEXT: "textarea",
    Kind.INTEGER: "number",
    Kind.DECIMAL: "number",
    Kind.MONEY: "money",
    Kind.DATE: "date",
    Kind.INSTANT: "datetime-local",
    Kind.BOOLEAN: "select",
    Kind.CHOICE: "select",
    Kind.CURRENCY: "select",
    Kind.LANGUAGE: "select",
    Kind.COUNTRY: "combobox",
    Kind.MUNICIPALITY: "combobox",
    Kind.EMAIL: "email",
    Kind.PHONE: "tel",
    Kind.URL: "url",
    Kind.TAGS: "tags",
    Kind.ORGANISATION: "combobox",
    Kind.PERSON: "combobox",
    Kind.USER: "combobox",
    Kind.RECORD: "combobox",
}
_TARGETS = {Kind.ORGANISATION: "core/organisation", Kind.PERSON: "core/person", Kind.USER: "core/user"}
YES, NO = _("Yes"), _("No")


def widget(field: Field) -> str:
    """The name of the input for the `field` macro, or ``combobox`` or ``codes`` for a macro of its own."""
    if field.vocabulary is not None:
        return "codes" if field.kind is Kind.TAGS else "combobox"
    return _WIDGETS.get(field.kind, "text")


def target(field: Field) -> str:
    """What a reference points at, as ``plugin/kind``; empty for any other field."""
    return field.refers_to if field.kind is Kind.RECORD else _TARGETS.get(field.kind, "")


def pointed_at(field: Field, value: UUID) -> Ref:
    """The record that a reference with this value points at."""
    plugin, _slash, kind = target(field).partition("/")
    return Ref(plugin, kind, value)


def pick_url(field: Field) -> str:
    """Where a combobox asks for suggestions."""
    named = field.vocabulary.name if field.vocabulary is not None else target(field)
    return f"/search/pick?kind={named or field.kind.value}"


def options(field: Field, language: str) -> list[tuple[str, str]]:
    """Value and label (a `Msg` or a name in the language) of all that can be chosen; empty for free input."""
    if field.kind is Kind.CHOICE:
        return [(choice.value, choice.label) for choice in field.choices]
    if field.kind is Kind.BOOLEAN:
        return [("true", YES), ("false", NO)]
    if field.kind in CODED:
        return code_options(field.kind, language)
    return []
