"""The pages of the university node that are not records."""

from utblick.api import Link, Route
from utblick_university_node.pages import (
    answers,
    board,
    documents,
    handover,
    matching,
    needs,
    perspectives,
    public,
    students,
)

ROUTES: tuple[Route, ...] = (
    *board.ROUTES,
    *needs.ROUTES,
    *matching.ROUTES,
    *perspectives.ROUTES,
    *handover.ROUTES,
    *documents.ROUTES,
    *public.ROUTES,
    *answers.ROUTES,
    *students.ROUTES,
)

LINKS: tuple[Link, ...] = (*board.LINKS, *needs.LINKS, *matching.LINKS, *perspectives.LINKS)
