"""What twin towns show on their own pages, on the overview, and on those of organisations and people."""

from utblick_twinning.panels import exchanges, parties, towns

PANELS = (*parties.PANELS, *towns.PANELS, *exchanges.PANELS)
