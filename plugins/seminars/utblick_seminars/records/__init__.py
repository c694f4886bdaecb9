"""The records of seminars."""

from utblick_seminars.records.registrations import REGISTRATIONS
from utblick_seminars.records.seminars import SEMINARS

RECORDS = (SEMINARS, REGISTRATIONS)
