"""Cheap looks at a text that finders share: most messages hold nothing to look at closer."""

import re

DIGIT = re.compile(r"\d").search
"""Any digit."""
FIVE_DIGITS = re.compile(r"\d(?:\D*+\d){4}").search
"""Enough digits for a phone number."""
AT = re.compile("@").search
"""An at sign."""
