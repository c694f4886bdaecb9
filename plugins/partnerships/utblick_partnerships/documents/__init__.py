"""Drafts that people go on writing in: concept note, letter of intent, partnership agreement."""

from utblick_partnerships.documents.data import Dataset, gather
from utblick_partnerships.documents.drafts import DRAFTS, draft

__all__ = ["DRAFTS", "Dataset", "draft", "gather"]
