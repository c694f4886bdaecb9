"""Reads procurement notices as they are published: eForms and the older TED XML."""

from utblick_tendering.reading.errors import NoticeRefused
from utblick_tendering.reading.files import LARGEST, read_file
from utblick_tendering.reading.notice import Change, Lot, Money, Notice, Organisation, Result
from utblick_tendering.reading.summary import summary

__all__ = [
    "LARGEST",
    "Change",
    "Lot",
    "Money",
    "Notice",
    "NoticeRefused",
    "Organisation",
    "Result",
    "read_file",
    "summary",
]
