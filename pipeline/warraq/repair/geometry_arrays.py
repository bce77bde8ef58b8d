"""What the compiled geometry is asked and answers, and the arrays that it works on.

Its kernels share two arrays, one of integers and one of floats, with a row for each thing that they note of glyphs.
Rows that are no results are written over by each part of the work; what a part expects there, its docstring says.
"""

from __future__ import annotations

#: What is asked for: everything; what is made of rows that are there already; whether a glyph may be painted twice;
#: the lines alone.
FIND, GIVEN, DOUBLES, ALONE = range(4)
#: Why the kernel stopped: at the end; before lines that it leaves to Python, none of which are found yet, or which are
#: found but have to be cut; at a place or size that is no number, or a space without a width, which NumPy reads; or at
#: two glyphs of which ``doubled`` has to say whether they are one painted twice.
END, PIECES, GUTTERS, PLAIN, NEAR = range(5)

#: Rows of the integers, each with a place for every glyph of the page. The first are results: glyphs of the lines,
#: where each line begins and ends, whether a word parts before a glyph, the marks and their bases.
GLYPHS, STARTS, BREAKS, LISTED, BASES, ORDER, SPARE, LINE, RANK, NEXT, PAINTED, INTEGERS = range(12)
#: Rows of the floats. The first are results: white before each glyph of the lines, place of each mark along its base.
GAPS, ALONG, SIZE, RELATIVE, BEFORE, LEFT, RIGHT, CENTRE, OFFSET, FLOATS = range(10)
#: Places of the counts: lines, their glyphs, and marks.
LINES, MEMBERS, MARKS, COUNTS = range(4)

#: What a code is, as flags.
ARABIC, TO_NEXT, TO_LAST, ENDS, IS_LAM, IS_ALEF = (1 << bit for bit in range(6))
