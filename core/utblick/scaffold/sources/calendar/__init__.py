"""A calendar: days on the page Calendar, and in people's own programs."""
