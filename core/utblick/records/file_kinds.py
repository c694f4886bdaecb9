"""What a file is by its content, and what it may be called."""

import re
import unicodedata
import zipfile
from pathlib import Path

from utblick.archives import DAMAGED

INLINE = frozenset({"application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp"})
"""What browsers show without running anything of it. SVG and HTML are not among them."""

_OPEN = "application/vnd.openxmlformats-officedocument."
_OFFICE = {
    "word/": _OPEN + "wordprocessingml.document",
    "xl/": _OPEN + "spreadsheetml.sheet",
    "ppt/": _OPEN + "presentationml.presentation",
}
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_TEXTS = {".csv": "text/csv", ".txt": "text/plain"}


def media_type(path: Path, name: str) -> str:
    """The type by the first bytes; text only where every byte of the beginning is text."""
    with path.open("rb") as source:
        head = source.read(4096)
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), "")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        found = "image/webp"
    if found == "application/zip":
        return _inside_zip(path)
    return found or _text(head, name)


def safe_name(name: str) -> str:
    """The name without folders, control signs and what systems refuse; never empty, its ending kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    plain = " ".join(_FORBIDDEN.sub("", last).split()).strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{(stem or 'file')[:180]}.{ending}"
    return plain[:190] or "file"


def _inside_zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()[:200]
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
                kind = archive.read("mimetype").decode("ascii", "replace")
                if kind.startswith("application/vnd.oasis.opendocument."):
                    return kind[:100]
    except DAMAGED:
        return "application/octet-stream"
    inside = (kind for prefix, kind in _OFFICE.items() if any(one.startswith(prefix) for one in names))
    return next(inside, "application/zip")


def _text(head: bytes, name: str) -> str:
    """Text by its ending, when the beginning is UTF-8; a sign that the beginning cuts in two may be last."""
    kind = _TEXTS.get(Path(name).suffix.lower())
    if kind is None or b"\x00" in head:
        return "application/octet-stream"
    try:
        head.decode()
    except UnicodeDecodeError as broken:
        if len(head) - broken.start > 3:
            return "application/octet-stream"
    return kind
