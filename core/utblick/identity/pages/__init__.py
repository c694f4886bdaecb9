"""Pages of identity: belonging, numbers and relations, duplicates and merges."""

from utblick.identity.pages import belonging, duplicates, merging

ROUTES = (*belonging.ROUTES, *duplicates.ROUTES, *merging.ROUTES)
