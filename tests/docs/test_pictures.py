"""The pictures of the documentation: used, small, and made smaller without loss of what they show."""

import importlib.util
import struct
import sys
import zlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
WHITE, INK, RED = bytes((255, 255, 255)), bytes((20, 30, 40)), bytes((200, 0, 0))


@pytest.fixture
def palette():
    spec = importlib.util.spec_from_file_location("palette", ROOT / "deploy" / "site" / "palette.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["palette"] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules["palette"]


def test_every_picture_stands_on_a_page_and_is_small():
    pages = "".join(page.read_text() for page in (ROOT / "README.md", *ROOT.glob("docs/*/*.md")))

    assert [one.name for one in PICTURES.iterdir() if f"pictures/{one.name}" not in pages] == []
    assert [one.name for one in PICTURES.iterdir() if one.stat().st_size > 60_000] == []


@pytest.mark.parametrize("filter_", range(5))
def test_a_picture_with_a_palette_shows_the_same(palette, filter_):
    lines = [[WHITE, INK, RED], [INK, INK, WHITE], [RED, WHITE, INK]]

    made = palette.with_palette(png(lines, filter_))

    chunks = dict(palette._chunks(made))
    colours = [chunks[b"PLTE"][at : at + 3] for at in range(0, len(chunks[b"PLTE"]), 3)]
    raw = zlib.decompress(chunks[b"IDAT"])
    assert [[colours[place] for place in raw[at + 1 : at + 4]] for at in range(0, len(raw), 4)] == lines


def test_what_no_browser_makes_is_refused(palette):
    grey = palette._chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    with pytest.raises(ValueError, match="eight bits"):
        palette.with_palette(palette._SIGNATURE + grey)


def png(lines, filter_):
    """A picture whose lines are written as differences, by one of the five filters."""
    raw, above = b"", bytes(3 * len(lines[0]))
    for points in lines:
        line = b"".join(points)
        raw += bytes([filter_]) + bytes(
            (value - guess(filter_, line[at - 3] if at > 2 else 0, above[at], above[at - 3] if at > 2 else 0))
            & 255
            for at, value in enumerate(line)
        )
        above = line
    header = struct.pack(">IIBBBBB", len(lines[0]), len(lines), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", header), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    )


def guess(filter_, left, above, corner):
    nearest = min((left, above, corner), key=lambda one: abs(left + above - corner - one))
    return (0, left, above, (left + above) // 2, nearest)[filter_]
