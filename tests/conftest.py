"""What all tests share: no telemetry, no network, no deadline that a busy machine could miss."""

import os

from hypothesis import settings

from understudy.core.stage import QUIET

os.environ.update(QUIET)
os.environ["HF_HUB_OFFLINE"] = "1"
# Timing is measured in bench/, never asserted: CI machines are shared.
settings.register_profile("understudy", deadline=None)
settings.load_profile("understudy")
