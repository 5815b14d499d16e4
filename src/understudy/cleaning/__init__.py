"""Records as edits applied: normalised, without noise phrases, anonymised, each once."""

from understudy.cleaning.folder import Inputs, clean_folder
from understudy.cleaning.params import CleanParams

__all__ = ["CleanParams", "Inputs", "clean_folder"]
