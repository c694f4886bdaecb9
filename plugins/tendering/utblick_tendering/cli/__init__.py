"""`utblick tendering`: reading, matching and taking in notices."""

from utblick_tendering.cli.importing import import_notices
from utblick_tendering.cli.reading import match, read
from utblick_tendering.ocds.commands import ocds

COMMANDS = (read, match, import_notices, ocds)
