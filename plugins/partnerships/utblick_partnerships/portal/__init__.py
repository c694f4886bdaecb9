"""Where calls come from: the Funding & Tenders portal (SEDIA), and feeds of programmes."""

from utblick_partnerships.portal.answer import FoundCall, calls_in
from utblick_partnerships.portal.client import Portal, Transport
from utblick_partnerships.portal.feeds import calls_in_feed, calls_of

__all__ = ["FoundCall", "Portal", "Transport", "calls_in", "calls_in_feed", "calls_of"]
