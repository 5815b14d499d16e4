"""Samples, splits that share nothing, and the proof of it."""

from understudy.dataset.building import make_dataset
from understudy.dataset.conversion import convert
from understudy.dataset.format import FORMATS, Format, bared
from understudy.dataset.material import Inputs
from understudy.dataset.params import BuildParams

__all__ = ["FORMATS", "BuildParams", "Format", "Inputs", "bared", "convert", "make_dataset"]
