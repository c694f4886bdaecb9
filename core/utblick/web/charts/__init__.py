"""Charts as SVG from the server: no script, readable aloud, printable, and the same in a PDF."""

from utblick.web.charts.bars import bar, stacked
from utblick.web.charts.code import qr
from utblick.web.charts.frame import Speech
from utblick.web.charts.lines import line, sparkline
from utblick.web.charts.place import Place
from utblick.web.charts.ring import ring

__all__ = ["Place", "Speech", "bar", "line", "qr", "ring", "sparkline", "stacked"]
