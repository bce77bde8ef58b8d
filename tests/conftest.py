"""What all tests share: none fails because the machine is busy."""

from hypothesis import HealthCheck, settings

settings.register_profile("however_slow", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("however_slow")
