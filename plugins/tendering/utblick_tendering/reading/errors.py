"""Why a file is not taken for a notice."""


class NoticeRefused(Exception):
    """The file cannot be read as a notice; the text says why, for the person who brought it."""
