"""The pages of stories that are not records."""

from utblick_dissemination.pages import answers, preview, public

ROUTES = (*public.ROUTES, *answers.ROUTES, *preview.ROUTES)
