"""What all tests share: none fails because the machine is busy, or because of what another one has loaded."""

import pytest
from hypothesis import HealthCheck, settings

from warraq.object_code import ObjectCode

settings.register_profile("however_slow", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("however_slow")


@pytest.fixture(autouse=True)
def nothing_loaded_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short documents are read without compiled loops, as in a process of their own."""
    monkeypatch.setattr(ObjectCode, "loaded", None)
