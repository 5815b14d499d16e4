"""Raw files become documents, conversations and rows."""

from understudy.parsing.folder import read_folder
from understudy.parsing.params import ParseParams

__all__ = ["ParseParams", "read_folder"]
