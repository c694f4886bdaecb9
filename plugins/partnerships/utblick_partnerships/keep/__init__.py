"""Projects in the field names of keep.eu: read from a file, and written to one."""

from utblick_partnerships.keep.reading import KeptPartner, KeptProject, projects_in
from utblick_partnerships.keep.writing import as_json, as_xlsx

__all__ = ["KeptPartner", "KeptProject", "as_json", "as_xlsx", "projects_in"]
