"""Pages of the kinds that people make, from seeds, whose blocks, order, tables and headings are known by construction.

``sheet`` is what a page is made of, ``look`` how it is dressed, ``kinds`` and ``tables`` the kinds of page, ``markup``
and ``by_hand`` the producers, ``build`` makes the files and keeps them in ``build/pages``.
"""
