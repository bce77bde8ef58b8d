"""Frameworks ask nothing of a network here: what they would send home or look up fails at once."""

import os

os.environ |= {"HAYSTACK_TELEMETRY_ENABLED": "False", "HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1"}
