"""The records of stories."""

from utblick_dissemination.records.stories import STORIES

RECORDS = (STORIES,)
