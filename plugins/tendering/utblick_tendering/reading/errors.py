"""Why a file is not taken for a notice."""

from utblick.api import Msg


class NoticeRefused(Exception):
    """The file cannot be read as a notice; `said` tells why, to the person who brought it."""

    def __init__(self, said: Msg) -> None:
        super().__init__(str(said))
        self.said = said
