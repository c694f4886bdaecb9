"""What can be wrong with a plugin: which rule says so, where, and what it tells the author to do."""

from dataclasses import dataclass

P = "utblick_sample/"
PERMISSION = ', permission="sample.read"'
PERSONAL_HOOK = """@hookimpl
def register_personal_data() -> api.PersonalData:
    return privacy.PERSONAL_DATA
"""
FIRST = f"{P}migrations/versions/0001_first_tables.py"
WORDS = f"{P}locale/sv/LC_MESSAGES/messages.po"
BURNT = '"sample.note.burnt": {"1": {"key": "id", "share": "public", "schema": {"properties": {}}}},'
TYPED = "from typing import TYPE_CHECKING\n\nimport click\n\nif TYPE_CHECKING:\n    import utblick.platform\n"
SEEN = (
    "    if event.organisation_id in SEEN:\n        return\n    SEEN.add(event.organisation_id)\n    tally = "
)
ONE_BY_ONE = "ctx.organisations.names([row.organisation_id])[row.organisation_id]"
SHOWN = '    shown: int = Field(default=20, description=_("How many notes the page shows"))'


@dataclass(frozen=True)
class Violation:
    """`edits` are (file, before, after); an empty `before` writes the file. `at` is the file and the line's text."""

    rule: str
    edits: tuple[tuple[str, str, str], ...]
    at: tuple[str, str]
    mend: str


def renamed(text: str, name: str) -> str:
    """What is said of the sample, said of its copy."""
    return text.replace("sample", name).replace("Sample", name.title())


def one(rule, file, before, after, at, mend, *more):
    return Violation(rule, ((file, before, after), *more), at, mend)


ALONE = {
    "an import that fails": one(
        "C01", f"{P}queries.py", "from uuid", "import nowhere\nfrom uuid",
        (f"{P}queries.py", "import nowhere"), "Mend what fails in this line"),
    "a plugin that is not there": one(
        "C01", f"{P}plugin.py", "api.Plugin(", 'api.Plugin(depends=("nowhere",), ',
        ("utblick_sample", ""), "take it out of `depends`"),
    "a permission that nobody has": one(
        "C01", f"{P}pages.py", PERMISSION, ', permission="sample.raed"',
        ("utblick_sample", ""), "Mend the declaration"),
    "a misspelt hook": one(
        "C02", f"{P}plugin.py", "def register_panels", "def register_pannels",
        (f"{P}plugin.py", "@hookimpl\ndef register_pannels"), "Did you mean `register_panels`?"),
    "a hook that is not marked": one(
        "C02", f"{P}plugin.py", "@hookimpl\ndef register_jobs", "def register_jobs",
        (f"{P}plugin.py", "def register_jobs"), "Put `@hookimpl` above it"),
    "an async hook": one(
        "C02", f"{P}plugin.py", "def register_jobs", "async def register_jobs",
        (f"{P}plugin.py", "@hookimpl\nasync def register_jobs"), "Make it a plain `def`"),
    "a hook with arguments": one(
        "C02", f"{P}plugin.py", "def register_jobs()", "def register_jobs(app)",
        (f"{P}plugin.py", "@hookimpl\ndef register_jobs"), "Hooks take none"),
    "a hook that breaks": one(
        "C02", f"{P}plugin.py", "return jobs.JOBS", "return jobs.JOBS[1]",
        (f"{P}plugin.py", "@hookimpl\ndef register_jobs"), "A hook does no work"),
    "a hook of the wrong type": one(
        "C02", f"{P}plugin.py", "return jobs.JOBS", 'return ["remind"]',
        (f"{P}plugin.py", "@hookimpl\ndef register_jobs"), "It must give an iterable of Job"),
    "a plugin that does not describe itself": one(
        "C02", f"{P}plugin.py", "@hookimpl\ndef describe", "def about",
        (f"{P}plugin.py", ""), "Add the hook `describe()`"),
    "a permission without prefix": one(
        "C03", f"{P}records.py", 'Permission(name="sample.write"', 'Permission(name="other.write"',
        (f"{P}records.py", 'Permission(name="other'), "Name it `sample.write`"),
    "a calendar without prefix": one(
        "C03", f"{P}calendars.py", 'name="sample.written"', 'name="written"',
        (f"{P}calendars.py", 'name="written"'), "Name it `sample.written`"),
    "an indicator without prefix": one(
        "C03", f"{P}indicators.py", 'name="sample.notes"', 'name="notes"',
        (f"{P}indicators.py", 'name="notes"'), "Name it `sample.notes`"),
    "a table without prefix": one(
        "C03", f"{P}models.py", '"sample_tally"', '"tally_of_sample"',
        (f"{P}models.py", "class Tally"), "Name it sample_…"),
    "a page elsewhere": one(
        "C03", f"{P}pages.py", '@get("/sample/latest"', '@get("/latest"',
        (f"{P}pages.py", "@get("), "Let its path begin with /sample/"),
    "a job with its prefix twice": one(
        "C03", f"{P}jobs.py", 'name="remind"', 'name="sample_remind"',
        (f"{P}jobs.py", "JOBS ="), "leave out the plugin's name"),
    "a command with a capital": one(
        "C03", f"{P}cli.py", '@click.command("count")', '@click.command("Count")',
        (f"{P}cli.py", "@click.command"), "Use lower-case letters"),
    "settings of somebody else": one(
        "C03", f"{P}plugin.py", "return SampleSettings", "return api.Event",
        ("bus/event.py", ""), "Define the model in settings.py"),
    "a model without migration": one(
        "C04", f"{P}models.py", 'told_by: str = Field(default="",', 'told_by: str = Field(default="", index=True,',
        (f"{P}models.py", "class Note"), "Write a migration"),
    "a table without migration": one(
        "C04", FIRST, '    op.create_table(\n        "sample_tally"', '    return\n    op.create_table(\n        "sample_tally"',
        (f"{P}models.py", "class Tally"), "Write a migration"),
    "two last migrations": one(
        "C04", f"{P}migrations/versions/0002.py", "", 'revision = "sample_0002"\ndown_revision = None\n',
        (f"{P}migrations", ""), "Let each migration name the one before it"),
    "a setting that says nothing": one(
        "C17", f"{P}settings.py", SHOWN, "    shown: int",
        (f"{P}settings.py", "class SampleSettings"), "Give it a default"),
}  # fmt: skip
"""These keep most other rules from being tried."""

TOGETHER = {
    "what stands in the files": {
        "a way back that leaves a table": one(
            "C05", FIRST, '    op.drop_table("sample_tally")\n', "",
            (f"{P}migrations", ""), "Drop in `downgrade()` everything"),
        "the inside of the core": one(
            "C06", f"{P}queries.py", "from utblick.api import Context", "from utblick.context import Context",
            (f"{P}queries.py", "from utblick.context"), "Import from `utblick.api`"),
        "the inside of the core, late": one(
            "C06", f"{P}jobs.py", "    return None", "    from utblick.registry import CORE\n\n    assert CORE\n    return None",
            (f"{P}jobs.py", "    from utblick.registry"), "Import from `utblick.api`"),
        "the inside of the core, by name": one(
            "C06", f"{P}subscribers.py", "    ctx.session.add(tally)",
            '    __import__("utblick.registry")\n    ctx.session.add(tally)',
            (f"{P}subscribers.py", "    __import__"), "Import from `utblick.api`"),
        "the inside of the core, for types": one(
            "C06", f"{P}cli.py", "import click\n", TYPED,
            (f"{P}cli.py", "    import utblick.platform"), "Import from `utblick.api`"),
        "the inside of the core, in tests": one(
            "C06", "tests/test_notes.py", "", "from utblick.platform import Platform\nfrom utblick.testing import rates\n",
            ("tests/test_notes.py", "from utblick.platform"), "Import from `utblick.api` or `utblick.testing`"),
        "another plugin": one(
            "C06", f"{P}events.py", "EVENTS =", "def later():\n    import utblick_export_deals\n\n\nEVENTS =",
            (f"{P}events.py", "    import utblick_export"), "Subscribe to its events"),
        "a room above": one(
            "C06", f"{P}service.py", "    ctx.session.add", "    from utblick_sample import records\n\n    assert records\n    ctx.session.add",
            (f"{P}service.py", "    from utblick_sample"), "never back"),
        "a text without example": one(
            "C10", f"{P}events.py", ' = Field(examples=["fair"])', "",
            (f"{P}events.py", "class NoteWritten"), "Give an example"),
        "a description that describes nothing": one(
            "C10", f"{P}events.py", "Somebody has noted something about an organisation.", "Done.",
            (f"{P}events.py", "class NoteWritten"), "it is the public description"),
        "a text that is not translated": one(
            "C16", WORDS, 'msgid "Jotting"\nmsgstr "Notering"\n', "",
            (f"{P}records.py", '    title=_("Jotting")'), "utblick i18n extract sample"),
        "a setting that is described in one language": one(
            "C16", f"{P}settings.py", 'description=_("How many notes the page shows")', 'description="Notes on a page"',
            (f"{P}settings.py", '    shown: int = Field(default=20, description="Notes'), "around it"),
        "a README that lacks a name": one(
            "C19", "README.md", "| `sample.write` | write them |\n", "",
            ("README.md", "## Permissions"), "Add a row that begins with `sample.write`"),
        "a README that names what is gone": one(
            "C19", "README.md", "| `shown` |", "| `hidden` | 20 | how many |\n| `shown` |",
            ("README.md", "## Settings"), "Remove the row"),
        "a file that is too long": one(
            "C20", f"{P}privacy.py", "PERSONAL_DATA =", "# more\n" * 400 + "PERSONAL_DATA =",
            (f"{P}privacy.py", ""), "Make it a folder"),
    },
    "what people see": {
        "a waiver that is not needed": one(
            "C00", f"{P}conformance.toml", "", 'C05 = "The way back waits for the next version."\n',
            (f"{P}conformance.toml", "C05"), "Remove the line"),
        "a page without permission": one(
            "C07", f"{P}pages.py", PERMISSION, "",
            (f"{P}pages.py", "@get("), 'Say `permission="sample.…"`'),
        "a box without permission": one(
            "C07", f"{P}panels.py", '        permission="sample.read",\n', "",
            (f"{P}panels.py", "def about"), 'Say `permission="sample.…"`'),
        "a calendar without permission": one(
            "C07", f"{P}calendars.py", PERMISSION, "",
            (f"{P}calendars.py", "def written"), 'Say `permission="sample.…"`'),
        "a calendar with one key for all": one(
            "C21", f"{P}calendars.py", "key=note.id,", 'key="note",',
            (f"{P}calendars.py", "def written"), "Make the keys differ"),
        "a question for each row": one(
            "C08", f"{P}queries.py", "names[row.organisation_id]", ONE_BY_ONE,
            (f"{P}pages.py", "@get("), "Ask once for all rows"),
        "elements that do not nest": one(
            "C09", f"{P}templates/latest.html", "<ul>\n", "<ul>\n<p>Notes</p>\n",
            ("/sample/latest line", ""), "utblick_sample/pages.py:8"),
        "an input without a label": one(
            "C09", f"{P}templates/latest.html", "</ul>", '</ul>\n<input name="q">',
            ("/sample/latest line", ""), "utblick_sample/pages.py:8"),
        "an id that is there twice": one(
            "C09", f"{P}templates/box.html", "<p>", '<p id="a"></p><p id="a">',
            ("/panels/sample.about/", ""), "utblick_sample/panels.py:9"),
        "a field of another type": one(
            "C11", f"{P}events.json", '"topic": {\n            "type": "string"', '"topic": {\n            "type": "integer"',
            (f"{P}events.py", "class NoteWritten"), "make it version=2"),
    },
    "what happens by itself": {
        "a page that needs a row": one(
            "C08", f"{P}queries.py", "    names = ", "    rows[0]\n    names = ",
            (f"{P}queries.py", "    rows[0]"), "Let the page work with any number of rows"),
        "a field that is gone": one(
            "C11", f"{P}events.json", '"topic": {', '"weight": {"type": "string"},\n          "topic": {',
            (f"{P}events.py", "class NoteWritten"), "Keep it as it was"),
        "a reset that empties nothing": one(
            "C12", f"{P}subscribers.py", "    ctx.session.exec(delete(Tally))\n", "    assert delete(Tally) is not None\n",
            (f"{P}subscribers.py", "def count"), "Let `reset` empty all"),
        "a box that is late": one(
            "C13", f"{P}panels.py", "load=about,", "load=about,\n        seconds=0.000001,",
            (f"{P}panels.py", "def about"), "Let the database count"),
        "an erasure that forgets a name": one(
            "C14", f"{P}privacy.py", 'row.person_id, row.told_by = None, ""', "row.person_id = None",
            (f"{P}privacy.py", "def erase"), "Empty it in `erase`"),
        "a file that is left": one(
            "C15", f"{P}service.py", "    note = Note", '    (ctx.settings.data_folder / "notes.txt").write_text("x")\n    note = Note',
            ("utblick_sample", ""), "Keep files as files of a record"),
        "an occasion that is another each time": one(
            "C21", f"{P}calendars.py", "key=note.id,", "key=new_id(),",
            (f"{P}calendars.py", "def written"), "Make the key of the record's id",
            (f"{P}calendars.py", "Occasion, _", "Occasion, _, new_id")),
        "a job that does it again": one(
            "C18", f"{P}jobs.py", "        note.reminded = True\n", "",
            (f"{P}jobs.py", "def remind"), "Note in the rows what was done"),
    },
    "what happens twice": {
        "an event that was withdrawn": one(
            "C11", f"{P}events.json", "{\n", "{\n" + BURNT,
            (f"{P}events.json", ""), "Declare it again"),
        "a handler that commits": one(
            "C12", f"{P}subscribers.py", "    ctx.session.add(tally)\n", "    ctx.session.add(tally)\n    ctx.session.commit()\n",
            (f"{P}subscribers.py", "def count"), "Never commit in a handler"),
        "a calendar that is late": one(
            "C21", f"{P}calendars.py", ', permission="sample.read"', ', permission="sample.read", seconds=0.000001',
            (f"{P}calendars.py", "def written"), "Ask the database for the days"),
        "a box that fails without rows": one(
            "C13", f"{P}panels.py", "if notes else None", "if 1 / notes else None",
            (f"{P}panels.py", "    return page"), "Return None"),
        "an export that keeps silent": one(
            "C14", f"{P}privacy.py", "row.model_dump()", 'row.model_dump(exclude={"told_by"})',
            (f"{P}privacy.py", "def export"), "Add it to what `export` returns"),
    },
    "what cannot be tried": {
        "a record that cannot be made": one(
            "C08", f"{P}service.py", "    note = Note", '    raise RuntimeError("no notes today")\n    note = Note',
            (f"{P}models.py", "class Note"), "Give `seed(ctx, table, number)`"),
        "a handler that remembers by itself": one(
            "C12", f"{P}subscribers.py", "    tally = ", SEEN,
            (f"{P}subscribers.py", "def count"), "keep nothing anywhere else",
            (f"{P}subscribers.py", "def count", "SEEN = set()\n\n\ndef count")),
        "nothing said of people": one(
            "C14", f"{P}plugin.py", PERSONAL_HOOK, "assert privacy\n",
            (f"{P}records.py", '        Field(name="person_id"'), "Say in `register_personal_data()`"),
    },
}  # fmt: skip
"""These can be wrong at once, and each is still told apart."""
