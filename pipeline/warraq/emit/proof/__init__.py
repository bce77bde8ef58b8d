"""The proof sheet: one self-contained HTML page on which a person checks what was restored, and corrects it."""

from warraq.emit.proof.dump_sheet import dump_sheet
from warraq.emit.proof.sheet import proof_sheet

__all__ = ["dump_sheet", "proof_sheet"]
