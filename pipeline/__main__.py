"""``python -m pipeline`` is the command ``warraq``."""

from pipeline.cli import main

main()
