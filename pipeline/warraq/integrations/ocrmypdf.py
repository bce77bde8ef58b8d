"""OCRmyPDF: a plugin that heals the pages that have text already. Needs ``pip install 'warraq[ocrmypdf]'``.

``ocrmypdf --skip-text --plugin warraq.integrations.ocrmypdf in.pdf out.pdf``: OCRmyPDF reads the pages that are
pictures, and what the others say is mended. It isn't found by an entry point: OCRmyPDF would use it on every file.
"""

from __future__ import annotations

import logging
from argparse import Namespace
from collections.abc import Generator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from ocrmypdf import hookimpl

from warraq.errors import NoArabic, NoTextLayer, WarraqError
from warraq.run import heal

#: A child of the logger of OCRmyPDF, which shows what it is sent.
_LOGGER: Final = logging.getLogger("ocrmypdf.warraq")
#: The stages of the work; OCRmyPDF's command line shows what any logger says.
_STAGES: Final = logging.getLogger("warraq")

#: What ``optimize_pdf`` gives: the file that is to be output, and what the user is told.
Optimized = tuple[Path, Sequence[str]]


@hookimpl
def check_options(options: Namespace) -> None:
    """Stages are shown with ``-v`` only, unless the caller has set what is logged."""
    if not options.verbose and _STAGES.level == logging.NOTSET:
        _STAGES.setLevel(logging.WARNING)


@hookimpl(wrapper=True)
def optimize_pdf(output_pdf: Path, context: Any) -> Generator[None, Optimized, Optimized]:
    """Heal what the optimizer gives, in the last step before the output. It wraps whatever optimizer there is.

    Args:
        output_pdf: where the healed file goes.
        context: the ``PdfContext``, whose options say which kind of PDF is wanted.

    Returns:
        What the optimizer gave, where there is nothing to heal: no Arabic, or a sound text. A file that can't be healed
        is a warning, and is output as it is.
    """
    file, messages = yield
    healed = BytesIO()
    try:
        report = heal(file, healed)
    except (NoArabic, NoTextLayer) as nothing:
        _LOGGER.info("warraq: %s", nothing.message)
        return file, messages
    except WarraqError as error:
        said = f"warraq healed nothing: {error.message}"
        _LOGGER.warning("%s", said)
        return file, [*messages, said]
    if not report.changed:
        _LOGGER.info("warraq: there is nothing to heal")
        return file, messages
    said_too = list(report.warnings)
    if context.options.output_type.startswith("pdfa") and any(font.split for font in report.fonts):
        said_too.append("ligatures have widths of their own now, so that a validator may refuse the file as PDF/A")
    for warning in said_too:
        _LOGGER.warning("warraq: %s", warning)
    _LOGGER.info("warraq: %d fonts were healed", len(report.fonts))
    output_pdf.unlink(missing_ok=True)  # it may be a link to the file that was to be optimized
    output_pdf.write_bytes(healed.getvalue())
    return output_pdf, [*messages, *said_too]
