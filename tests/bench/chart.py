"""Draws how cost grows, from the lines that `bench_curve` has said, with the charts of the platform itself.

Usage: chart.py LINES.jsonl PICTURE.svg
"""

import json
import sys
from pathlib import Path

from markupsafe import Markup

from utblick.web.charts import Speech, line

WIDTH, HEIGHT, HEAD = 480, 210, 34
_COLUMNS = 2


def main(lines: Path, picture: Path) -> None:
    said = [json.loads(one) for one in lines.read_text().splitlines()]
    pages = list(dict.fromkeys(one["page"] for one in said))
    marks = []
    for place, page in enumerate(pages):
        points = [(_number(one["rows"]), one["cpu_ms"]) for one in said if one["page"] == page]
        x, y = place % _COLUMNS * (WIDTH + 20), place // _COLUMNS * (HEIGHT + HEAD + 14)
        drawn = line(page, points, speech=Speech(number=lambda value: f"{float(value):g}"), standalone=True)
        marks.append(
            Markup(
                '<text x="{}" y="{}" font-family="sans-serif" font-size="15" font-weight="600" fill="#1d262c">{}</text>'
            ).format(x, y + 22, f"{page}, ms")
        )
        marks.append(Markup('<svg x="{}" y="{}"').format(x, y + HEAD) + drawn.removeprefix("<svg"))
    height = (len(pages) + 1) // _COLUMNS * (HEIGHT + HEAD + 14)
    frame = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {} {}"><rect width="100%" height="100%" fill="#ffffff"/>{}</svg>\n'
    )
    picture.write_text(frame.format(WIDTH * 2 + 20, height, Markup("").join(marks)))


def _number(value: int) -> str:
    return f"{value:,}"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
