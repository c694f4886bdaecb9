"""When a source does not answer."""

from utblick.api import Msg


class SourceSilent(Exception):
    """A source gave no whole answer: `said` tells people why, `later` that it may answer another time."""

    def __init__(self, said: Msg, *, later: bool = True) -> None:
        super().__init__(str(said))
        self.said = said
        self.later = later
