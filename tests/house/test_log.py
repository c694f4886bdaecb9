"""The log of events is kept whole: it goes with the plugin that told it, and not by age."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DELETES = re.compile(r"delete\(\s*event_table|delete\s+from\s+core_event\b", re.IGNORECASE)


def test_nothing_but_the_purging_of_a_plugin_deletes_events():
    sources = [*ROOT.glob("core/utblick/**/*.py"), *ROOT.glob("plugins/*/utblick_*/**/*.py")]

    deleting = [
        path.relative_to(ROOT).as_posix()
        for path in sources
        if DELETES.search(path.read_text(encoding="utf-8"))
    ]

    assert deleting == ["core/utblick/bus/purge.py"]
