"""Until repair/ imports it from where it is."""

from dataclasses import dataclass as dataclass
