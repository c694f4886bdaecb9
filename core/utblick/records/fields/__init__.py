"""What a field holds, in every form it takes: typed by people, shown, exported, and spoken by programs."""

from utblick.records.fields.codes import code_name, code_options
from utblick.records.fields.inputs import options, pick_url, pointed_at, target, widget
from utblick.records.fields.parsing import parse
from utblick.records.fields.plain import plain, plainer
from utblick.records.fields.shown import NOTHING, Labels, Shown, each_word, show, shower
from utblick.records.fields.spoken import from_json, schema, to_json
from utblick.records.fields.written import written

__all__ = [
    "NOTHING",
    "Labels",
    "Shown",
    "code_name",
    "code_options",
    "each_word",
    "from_json",
    "options",
    "parse",
    "pick_url",
    "plain",
    "plainer",
    "pointed_at",
    "schema",
    "show",
    "shower",
    "target",
    "to_json",
    "widget",
    "written",
]
