"""The Funding & Tenders portal (SEDIA): what its answers say of calls, and how it is asked."""

from utblick_partnerships.portal.answer import FoundCall, calls_in
from utblick_partnerships.portal.client import Portal, Transport

__all__ = ["FoundCall", "Portal", "Transport", "calls_in"]
