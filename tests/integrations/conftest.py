"""Frameworks don't call home from here."""

import os

os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
