"""An archive, not a file: many documents at once, none of which can stop or slow the others.

``inputs`` says which documents, ``pool`` (or ``cluster``) has them read by processes that may die, ``store`` keeps what
came of them, and ``archive`` ties these together. What is done stays done: a run that was broken off goes on where it
was, and the same content is read once, under whatever names it comes.
"""

from warraq.batch.archive import Tally, run_archive
from warraq.batch.settings import Settings

__all__ = ["Settings", "Tally", "run_archive"]
