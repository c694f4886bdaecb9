"""The anonymity check: what in a text tells who the client is."""

from utblick_partnerships.anonymity.check import find_leaks, mark, marked
from utblick_partnerships.anonymity.leak import KINDS, Known, Leak

__all__ = ["KINDS", "Known", "Leak", "find_leaks", "mark", "marked"]
