"""Letters whose dots are glyphs of their own: joined into whole letters before anything is asked of them.

Faces such as Mirza, Mada, Reem Kufi and Noto Nastaliq Urdu draw the tooth of beh, teh, noon and yeh once, and set the
dots over or under it as marks. No map can say what such a tooth stands for, an honest one neither: it depends on the
dots beside it. Each tooth with its dots becomes a code of its own, whose outline is both together as they are painted.
It claims what /ActualText says of it; or what its dots claim, where those are parts of that one letter; or nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from warraq.decipher.glyph.parts.dots_apart import drawing_dots, faces_with_dots
from warraq.decipher.glyph.parts.whole_faces import hosts_of, whole_faces
from warraq.model.glyph import Extraction


def join_dots(
    extraction: Extraction, evidence: Collection[str], uses: Sequence[Mapping[int, int]] | None = None
) -> Extraction:
    """``extraction``, where each letter and the dots that it bears are one glyph with a code of its own.

    Itself where no font draws dots apart, or ``split_dots`` isn't used.
    ``uses``: its ``used_codes``, if they were counted.
    """
    if "split_dots" not in evidence:
        return extraction
    in_file, dotted = extraction, drawing_dots(extraction)
    hosts = hosts_of(in_file, dotted)
    extraction = whole_faces(in_file, hosts)
    drawn = faces_with_dots(extraction, uses if extraction is in_file else None, dotted)
    if not drawn:
        return in_file
    if not drawn.keys() >= set(hosts.values()):  # bullets beside letters that have their dots, say
        extraction = whole_faces(in_file, {guest: host for guest, host in hosts.items() if host in drawn})
    from warraq.decipher.glyph.parts.whole_letters import with_whole_letters  # a sound document has no such face

    return with_whole_letters(extraction, drawn, evidence)
