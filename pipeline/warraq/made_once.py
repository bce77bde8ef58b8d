"""Until repair/ compiles its expressions itself."""

from re import compile as re_pattern  # noqa: F401

from regex import compile as regex_pattern  # noqa: F401
