"""A picture of a screen as a small PNG: its few colours in a palette instead of bytes for each point."""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS = 256
_BYTES = {2: 3, 6: 4}
"""Bytes of a point by the type of colour: red, green and blue, and perhaps how opaque."""


@dataclass(frozen=True)
class _Header:
    width: int
    height: int
    depth: int
    colour: int
    interlaced: int


def with_palette(png: bytes) -> bytes:
    """The picture with at most 256 colours, the nearest of its most frequent ones.

    Takes what browsers make: eight bits for each of red, green and blue, opaque, line by line; raises
    ValueError for other pictures.
    """
    chunks = list(_chunks(png))
    header = _Header(*struct.unpack(">IIBBxxB", chunks[0][1]))
    if header.depth != 8 or header.colour not in _BYTES or header.interlaced:
        raise ValueError("Only opaque pictures of eight bits for each colour are made smaller here.")
    packed = b"".join(data for name, data in chunks if name == b"IDAT")
    points = _points(zlib.decompress(packed), header)
    palette, nearest = _palette(points)
    lines = [
        b"\0" + bytes(nearest[one] for one in points[start : start + header.width])
        for start in range(0, len(points), header.width)
    ]
    return _SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", header.width, header.height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", b"".join(palette)),
            _chunk(b"IDAT", zlib.compress(b"".join(lines), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(_SIGNATURE)
    while place < len(png):
        (length,) = struct.unpack_from(">I", png, place)
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + length]
        place += 12 + length


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _points(raw: bytes, header: _Header) -> list[bytes]:
    """The colours of all points, three bytes each, line after line."""
    step = _BYTES[header.colour]
    length = step * header.width
    above = bytearray(length)
    found: list[bytes] = []
    for start in range(0, len(raw), length + 1):
        line = bytearray(raw[start + 1 : start + 1 + length])
        _unfilter(raw[start], line, above, step)
        found += [bytes(line[at : at + 3]) for at in range(0, length, step)]
        above = line
    return found


def _unfilter(kind: int, line: bytearray, above: bytearray, step: int) -> None:
    """Turn differences from the points around into colours, by the five filters of PNG."""
    for at in range(len(line) if kind else 0):
        left, corner = (line[at - step], above[at - step]) if at >= step else (0, 0)
        line[at] = (line[at] + _guess(kind, left, above[at], corner)) & 255


def _guess(kind: int, left: int, above: int, corner: int) -> int:
    match kind:
        case 1:
            return left
        case 2:
            return above
        case 3:
            return (left + above) // 2
    sum_ = left + above - corner
    return min((left, above, corner), key=lambda one: abs(sum_ - one))


def _palette(points: list[bytes]) -> tuple[list[bytes], dict[bytes, int]]:
    """The most frequent colours that differ enough, and for each colour the number of the nearest of them."""
    counted = [one for one, _times in Counter(points).most_common()]
    palette: list[bytes] = []
    for least in (24, 8):  # first the colours far apart, so that a rare one is not lost among shades
        for one in counted[:_CONSIDERED]:
            if len(palette) < _COLOURS and all(_distance(one, other) > least for other in palette):
                palette.append(one)
    nearest = {one: place for place, one in enumerate(palette)}
    alike: dict[bytes, int] = {}  # shades that no eye tells apart have one nearest colour
    for one in counted:
        if one not in nearest:
            shade = one.translate(_SHADES)
            if shade not in alike:
                alike[shade] = min(range(len(palette)), key=lambda place: _distance(shade, palette[place]))
            nearest[one] = alike[shade]
    return palette, nearest


_CONSIDERED = 2000
_SHADES = bytes(min(255, (value + 2) // 4 * 4) for value in range(256))


def _distance(one: bytes, other: bytes) -> int:
    return abs(one[0] - other[0]) + abs(one[1] - other[1]) + abs(one[2] - other[2])
