"""How often Python looks for garbage that refers to itself."""

import gc

THRESHOLDS = (50_000, 20, 50)
"""New objects, and walks over the young and the middle generation, before the next walk."""


def collect_seldom() -> None:
    """Look for garbage in cycles a seventieth as often as Python would.

    Records hold no cycles: what is no longer used is gone at once. Python's own thresholds are met
    every seven hundred objects, and a tenth of the time that a million messages take goes into
    walks over records that are still in use.
    """
    gc.set_threshold(*THRESHOLDS)
