import gc

from understudy.core.garbage import THRESHOLDS, collect_seldom


def test_cycles_are_still_collected() -> None:
    """More seldom than by default, not never."""
    before = gc.get_threshold()
    try:
        collect_seldom()
        assert THRESHOLDS == gc.get_threshold()
        assert gc.isenabled()
        assert before[0] < THRESHOLDS[0]
    finally:
        gc.set_threshold(*before)
