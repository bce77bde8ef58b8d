"""One module per kind of evidence of what a code stands for; ``Config.evidence`` names those that are used.

Tables answer ``readings(font, codes)`` and are worth their ``TRUST`` (:mod:`warraq.fonts.claims.table_evidence` makes
log-likelihoods of them); outlines, glyph order and joined letters give log-likelihoods per code and label. Joining and
language are scored together, token by token: :mod:`warraq.decipher.glyph.scores.word_score`.
"""
