"""Which script and language a document is in."""

from __future__ import annotations

import pytest

from warraq.arabic.languages import in_latin_script, latin_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("the rights of the child and of the family", "en"),
        ("Les droits de l'enfant et de la famille", "fr"),
        ("los derechos del niño y de la familia", "es"),
        ("die Rechte des Kindes und der Familie", "de"),
        ("12 345 Xyzzy", None),
    ],
)
def test_a_language_is_known_by_its_commonest_words(text: str, language: str | None) -> None:
    assert latin_language([text]) == language


def test_a_name_in_the_other_script_changes_nothing() -> None:
    english, arabic = "The report of the Working Group on Archives " * 5, "تقرير الفريق العامل المعني بالمحفوظات"
    assert in_latin_script([english, "في"])
    assert not in_latin_script([arabic, "ISO 19264 (ARC/WG.2/2020/3)"])
    assert not in_latin_script([]) and not in_latin_script(["12"])
    assert not in_latin_script([*[english] * 300, *[arabic] * 300])
