"""Cuts the weights that reports need out of the variable font, as TTF files that typst can read."""

import io
import logging
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

WEIGHTS = {"Regular": 400, "SemiBold": 600, "Bold": 700}
SCRIPTS = ("latin", "latin-ext", "cyrillic")
LAYOUT = ("GPOS", "GSUB", "GDEF", "STAT", "HVAR")


def write(source: Path, out: Path) -> None:
    """Inter in three weights, each one file for Latin and Cyrillic."""
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    out.mkdir()
    for name, weight in WEIGHTS.items():
        whole = Merger().merge(
            [_cut(source / f"inter-{script}-wght-normal.woff2", weight) for script in SCRIPTS]
        )
        _name(whole, name, weight)
        whole.save(out / f"Inter-{name}.ttf")


def _cut(file: Path, weight: int) -> io.BytesIO:
    """One script in one weight; kerning is kept for plain Latin only, where nearly all text is."""
    font = TTFont(file, lazy=True)
    for table in LAYOUT:
        if table in font and "latin-wght" not in file.name:
            del font[table]
    instance = instantiateVariableFont(font, {"wght": weight}, inplace=True)
    instance.flavor = None
    piece = io.BytesIO()
    instance.save(piece, reorderTables=None)
    piece.seek(0)
    return piece


def _name(font: TTFont, style: str, weight: int) -> None:
    names = font["name"]
    names.names = []
    plain = style in ("Regular", "Bold")
    values = {
        1: "Inter" if plain else f"Inter {style}",
        2: style if plain else "Regular",
        4: f"Inter {style}",
        6: f"Inter-{style}",
    }
    if not plain:
        values |= {16: "Inter", 17: style}
    for identity, value in values.items():
        names.setName(value, identity, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = 1 if style == "Bold" else 0
