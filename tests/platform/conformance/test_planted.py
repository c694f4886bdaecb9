"""Each rule finds what breaks it, says where and how to mend it, and no other rule says anything."""

import pytest

P = "utblick_sample/"
NO_PERMISSION = '@get("/sample/latest", permission="sample.read")'
PERSONAL_HOOK = """@hookimpl
def register_personal_data() -> api.PersonalData:
    return privacy.PERSONAL_DATA
"""
CASES = {
    "C00 a waiver that is not needed": (
        [(f"{P}conformance.toml", "", 'C08 = "The page of notes is drawn one by one until spring."\n')],
        "conformance.toml:1",
        "Remove the line",
    ),
    "C00 a waiver of an unknown rule": (
        [(f"{P}conformance.toml", "", '\nC99 = "This one would have been nice to be without."\n')],
        "conformance.toml:2",
        "The rules are C01 to C20",
    ),
    "C01 an import that fails": (
        [(f"{P}queries.py", "from uuid import UUID\n", "from uuid import UUID\n\nimport nowhere\n")],
        "queries.py:6",
        "Mend what fails in this line",
    ),
    "C01 a plugin that is not there": (
        [(f"{P}plugin.py", "api.Plugin(", 'api.Plugin(depends=("nowhere",), ')],
        "utblick_",
        "Mend the declaration",
    ),
    "C02 a misspelt hook": (
        [(f"{P}plugin.py", "def register_panels", "def register_pannels")],
        "plugin.py:42",
        "Did you mean `register_panels`?",
    ),
    "C02 a hook that is not marked": (
        [(f"{P}plugin.py", "@hookimpl\ndef register_jobs", "def register_jobs")],
        "plugin.py:66",
        "Put `@hookimpl` above it",
    ),
    "C02 an async hook": (
        [(f"{P}plugin.py", "def register_jobs", "async def register_jobs")],
        "plugin.py:66",
        "Make it a plain `def`",
    ),
    "C02 a wrong type": (
        [(f"{P}plugin.py", "return jobs.JOBS", 'return ["remind"]')],
        "plugin.py:66",
        "It must give an iterable of Job",
    ),
    "C03 a permission without prefix": (
        [(f"{P}records.py", 'Permission(name="sample.write"', 'Permission(name="other.write"')],
        "records.py:14",
        "Name it `sample.write`",
    ),
    "C03 a table without prefix": (
        [(f"{P}models.py", '"sample_tally"', '"tally_of_sample"')],
        "models.py:22",
        "Name it sample_…",
    ),
    "C03 a page elsewhere": (
        [(f"{P}pages.py", '@get("/sample/latest"', '@get("/latest"')],
        "pages.py:8",
        "Let its path begin with /sample/",
    ),
    "C03 a job with its prefix twice": (
        [(f"{P}jobs.py", 'name="remind"', 'name="sample_remind"')],
        "jobs.py:16",
        "leave out the plugin's name",
    ),
    "C04 a model without migration": (
        [(f"{P}models.py", 'told_by: str = Field(default="",', 'told_by: str = Field(default="", index=True,')],
        "models.py:10",
        "Write a migration",
    ),
    "C04 two last migrations": (
        [(f"{P}migrations/versions/0002.py", "", 'revision = "sample_0002"\ndown_revision = None\n')],
        "migrations",
        "Let each migration name the one before it",
    ),
    "C05 a way back that leaves a table": (
        [(f"{P}migrations/versions/0001_first_tables.py", '    op.drop_table("sample_tally")\n', "")],
        "migrations",
        "Drop in `downgrade()` everything",
    ),
    "C06 the inside of the core": (
        [(f"{P}queries.py", "from utblick.api import Context", "from utblick.context import Context")],
        "queries.py:8",
        "Import from `utblick.api`",
    ),
    "C06 the inside of the core, late": (
        [(f"{P}cli.py", "    click.echo", "    from utblick.registry import CORE as CORE\n\n    click.echo")],
        "cli.py:10",
        "Import from `utblick.api`",
    ),
    "C06 the inside of the core, for types only": (
        [
            (
                f"{P}cli.py",
                "import click\n",
                "from typing import TYPE_CHECKING\n\nimport click\n\nif TYPE_CHECKING:\n    import utblick.platform\n",
            )
        ],
        "cli.py:8",
        "Import from `utblick.api`",
    ),
    "C06 another plugin": (
        [(f"{P}cli.py", "    click.echo", "    import utblick_export_deals\n\n    click.echo")],
        "cli.py:10",
        "Subscribe to its events",
    ),
    "C06 a room above": (
        [(f"{P}service.py", "    ctx.session.add", "    from utblick_sample import records\n\n    ctx.session.add")],
        "service.py:14",
        "never back",
    ),
    "C07 a page without permission": (
        [(f"{P}pages.py", NO_PERMISSION, '@get("/sample/latest")')],
        "pages.py:8",
        'Say `permission="sample.…"`',
    ),
    "C07 a permission that nobody has": (
        [(f"{P}pages.py", NO_PERMISSION, '@get("/sample/latest", permission="sample.raed")')],
        "pages.py:8",
        "Name a permission that",
    ),
    "C07 a box without permission": (
        [(f"{P}panels.py", '        permission="sample.read",\n', "")],
        "panels.py:9",
        'Say `permission="sample.…"`',
    ),
    "C08 a question for each row": (
        [
            (
                f"{P}queries.py",
                "names[row.organisation_id]",
                "ctx.organisations.names([row.organisation_id])[row.organisation_id]",
            )
        ],
        "pages.py:8",
        "Ask once for all rows",
    ),
    "C08 a page that needs a row": (
        [(f"{P}pages.py", "rows=queries.latest(ctx, most)", "rows=queries.latest(ctx, most)[0:]" ),
         (f"{P}queries.py", "    names = ", "    rows[0]\n    names = ")],
        "queries.py:15",
        "Let the page work with any number of rows",
    ),
    "C08 a record that cannot be made": (
        [(f"{P}service.py", "    note = Note", '    raise RuntimeError("no notes today")\n    note = Note')],
        "models.py:10",
        "Give `seed(ctx, table, number)`",
    ),
    "C09 elements that do not nest": (
        [(f"{P}templates/latest.html", "<ul>\n", "<ul>\n<p>Notes</p>\n")],
        "/sample/latest line",
        "Mend the template",
    ),
    "C09 an input without a label": (
        [(f"{P}templates/latest.html", "</ul>", '</ul>\n<input name="q">')],
        "/sample/latest line",
        "Mend the template",
    ),
    "C09 an id that is there twice": (
        [(f"{P}templates/box.html", "<p>", '<p id="a"></p><p id="a">')],
        "/panels/sample.about/",
        "Mend the template",
    ),
    "C10 a text without example": (
        [(f"{P}events.py", ' = Field(examples=["fair"])', "")],
        "events.py:11",
        "Give an example",
    ),
    "C10 a description that describes nothing": (
        [(f"{P}events.py", "Somebody has noted something about an organisation.", "Done.")],
        "events.py:11",
        "it is the public description",
    ),
    "C11 a field of another type": (
        [(f"{P}events.json", '"topic": {\n            "type": "string"', '"topic": {\n            "type": "integer"')],
        "events.py:11",
        "make it version=2",
    ),
    "C11 a field that is gone": (
        [(f"{P}events.json", '"topic": {', '"weight": {"type": "string"},\n          "topic": {')],
        "events.py:11",
        "Keep it as it was",
    ),
    "C11 a new version without a step": (
        [(f"{P}events.py", 'key="note_id")', 'key="note_id", version=2)')],
        "events.py:11",
        "@upcast(NoteWritten, 1)",
    ),
    "C11 an event that was withdrawn": (
        [
            (
                f"{P}events.json",
                "{\n",
                '{\n"sample.note.burnt": {"1": {"key": "id", "share": "municipality", "schema": {"properties": {}, "required": []}}},\n',
            )
        ],
        "events.json",
        "Declare it again",
    ),
    "C12 a reset that empties nothing": (
        [(f"{P}subscribers.py", "    ctx.session.exec(delete(Tally))\n", "    assert delete(Tally) is not None\n")],
        "subscribers.py:18",
        "Let `reset` empty all",
    ),
    "C12 a handler that commits": (
        [(f"{P}subscribers.py", "    ctx.session.add(tally)\n", "    ctx.session.add(tally)\n    ctx.session.commit()\n")],
        "subscribers.py:22",
        "Never commit in a handler",
    ),
    "C12 a handler that remembers by itself": (
        [
            (f"{P}subscribers.py", "    tally = ", "    if event.organisation_id in SEEN:\n        return\n    SEEN.add(event.organisation_id)\n    tally = "),
            (f"{P}subscribers.py", "def count", "SEEN = set()\n\n\ndef count"),
        ],
        "subscribers.py:21",
        "keep nothing anywhere else",
    ),
    "C13 a box that is late": (
        [(f"{P}panels.py", "load=about,", "load=about,\n        seconds=0.000001,")],
        "panels.py:9",
        "Let the database count",
    ),
    "C13 a box that fails without rows": (
        [(f"{P}panels.py", "if notes else None", "if 1 / notes else None")],
        "panels.py:12",
        "Return None",
    ),
    "C14 an erasure that forgets a name": (
        [(f"{P}privacy.py", 'row.person_id, row.told_by = None, ""', "row.person_id = None")],
        "privacy.py:18",
        "Empty it in `erase`",
    ),
    "C14 an export that keeps silent": (
        [(f"{P}privacy.py", "row.model_dump()", 'row.model_dump(exclude={"told_by"})')],
        "privacy.py:13",
        "Add it to what `export` returns",
    ),
    "C14 nothing said of people": (
        [(f"{P}plugin.py", PERSONAL_HOOK, "assert privacy\n")],
        "records.py:",
        "Say in `register_personal_data()`",
    ),
    "C15 a file that is left": (
        [(f"{P}service.py", "    note = Note", '    (ctx.settings.data_folder / "notes.txt").write_text("x")\n    note = Note')],
        "utblick_",
        "Keep files as files of a record",
    ),
    "C16 a text that is not translated": (
        [(f"{P}locale/sv/LC_MESSAGES/messages.po", 'msgid "Jotting"\nmsgstr "Notering"', "")],
        "records.py:24",
        "utblick i18n extract sample",
    ),
    "C16 a text that is not marked": (
        [(f"{P}panels.py", 'title=_("Jottings")', 'title="Noteringarna"')],
        "panels.py:19",
        'Write `_("…")` around it',
    ),
    "C17 a setting that says nothing": (
        [(f"{P}settings.py", '    shown: int = Field(default=20, description="How many notes the page shows")', "    shown: int")],
        "settings.py:6",
        "Give it a default",
    ),
    "C18 a job that does it again": (
        [(f"{P}jobs.py", "        note.reminded = True\n", "")],
        "jobs.py:7",
        "Note in the rows what was done",
    ),
    "C19 a README that lacks a name": (
        [("README.md", "| `sample.write` | write them |\n", "")],
        "README.md:19",
        "Add a row that begins with `sample.write`",
    ),
    "C19 a README that names what is gone": (
        [("README.md", "| `shown` |", "| `shown` | 20 | how many |\n| `hidden` |")],
        "README.md:26",
        "Remove the row",
    ),
    "C20 a file that is too long": (
        [(f"{P}queries.py", "from collections", "# a line\n" * 400 + "from collections")],
        "queries.py:400",
        "Make it a folder",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_planted_violation_is_found_by_its_rule_alone(examine, case):
    edits, where, mend = CASES[case]
    rule, name = case[:3], f"p{list(CASES).index(case)}"
    examination = examine(name, *edits)

    failed = {one.rule.id: one for one in examination.outcomes() if one.state == "failed"}

    assert list(failed) == [rule], [str(one) for outcome in failed.values() for one in outcome.findings]
    assert failed[rule].is_fatal
    found = failed[rule].findings[0]
    assert where.replace("sample", name) in found.where
    assert mend.replace("sample", name) in found.mend
