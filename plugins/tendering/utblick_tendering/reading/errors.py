"""Why a file is not taken for a notice."""


class NoticeRefused(Exception):  # noqa: N818 - named for what happened, as all errors of the house
    """The file cannot be read as a notice; the text says why, for the person who brought it."""
