"""The pages of seminars that are not records."""

from utblick_seminars.pages import check_in, places, public, surveys

ROUTES = (*public.ROUTES, *places.ROUTES, *surveys.ROUTES, *check_in.ROUTES)
