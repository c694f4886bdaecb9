"""The table of saved views: a list's filters, columns and order under a name."""

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from utblick.db.record import Record


class SavedView(Record, table=True):
    """An address of a list that somebody wants to come back to; `query` is its part after the question mark.

    Without `shared` only the owner sees it. A default view is what its owner meets first.
    """

    __tablename__ = "core_saved_view"
    __table_args__ = (Index("ix_core_saved_view_list", "plugin", "kind"),)

    plugin: str = Field(max_length=40)
    kind: str = Field(max_length=40)
    title: str = Field(max_length=60)
    query: str = Field(default="", max_length=2000)
    owner_id: UUID = Field(foreign_key="core_user.id", index=True)
    shared: bool = False
    is_default: bool = False
