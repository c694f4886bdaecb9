"""What is going to be written: all of it or nothing, and never over a file that is there."""

from dataclasses import dataclass, field
from pathlib import Path

from utblick.i18n import _
from utblick.scaffold.refused import Refused


@dataclass
class Changes:
    """New and changed files, each with its whole text; nothing is on the disk before `write`."""

    texts: dict[Path, str] = field(default_factory=dict)
    _before: dict[Path, str | None] = field(default_factory=dict)

    def create(self, file: Path, text: str) -> None:
        """A file that must not be there yet."""
        if file.exists() or file in self.texts:
            raise Refused(_("{file} is there already; nothing was written.", file=str(file)))
        self.texts[file] = text

    def change(self, file: Path, text: str) -> None:
        """A file that may be there; what it holds now has been read."""
        self.texts[file] = text

    def read(self, file: Path) -> str | None:
        """What the file will hold; None when it is not there."""
        if file in self.texts:
            return self.texts[file]
        return file.read_text(encoding="utf-8") if file.is_file() else None

    def write(self) -> list[Path]:
        """Put everything on the disk; returns the files that are new or different."""
        different = [file for file, text in self.texts.items() if _text(file) != text]
        for file in different:
            self._before[file] = _text(file)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.texts[file], encoding="utf-8")
        return different

    def undo(self) -> None:
        """Bring back what `write` has changed."""
        for file, text in self._before.items():
            if text is None:
                file.unlink(missing_ok=True)
            else:
                file.write_text(text, encoding="utf-8")


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None
