"""``python -m warraq`` is the command ``warraq``."""

from warraq.cli import main

main()
