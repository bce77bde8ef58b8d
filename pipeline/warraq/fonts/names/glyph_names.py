"""What a glyph's name says it draws: AGL, ``uniXXXX``, afii numbers, and the names that Arabic type foundries use.

Adobe Glyph List specification, 2 (the mapping), extended by the joining suffixes (``.init``), the script suffixes
(``-ar``) and letter names, which are those of Unicode with the word order and spellings that foundries prefer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from warraq.arabic.digits import ARABIC_INDIC, EXTENDED
from warraq.arabic.letters import ALLAH
from warraq.arabic.presentation_forms import to_letters
from warraq.fonts.names.adobe_names import to_unicode

#: Names that only number the glyph. They say nothing about what it shows.
NUMBERED_NAME: Final = re.compile(
    r"(?:g|gid|glyph|cid|index|id|G|c|char|a|C|T|x)[-_.]?\d+|g[0-9A-F]{2,4}|\.?null|\.notdef|nonmarkingreturn|\d+"
)
_SCRIPT: Final = re.compile(r"(?<=.)[-_.](?:ar|arab|arabic|fa|farsi|persian|ur|urdu)\b", re.IGNORECASE)
_EXTENDED_DIGITS: Final = re.compile(r"[-_.](?:fa|farsi|persian|ur|urdu)\b", re.IGNORECASE)
#: Names without any of these are whole.
_PARTED: Final = re.compile("[-._]")
_NO_DOTS: Final = re.compile(r"[._](?:nodots|dotless)\b", re.IGNORECASE)
_YEHS: Final = ("\N{ARABIC LETTER YEH}", "\N{ARABIC LETTER FARSI YEH}")
#: Amiri's hamza over another letter, which is a mark and not the letter hamza.
_SET_OVER: Final = re.compile(r"^(hamza|madda)\.(above|below)\b", re.IGNORECASE)
_JOINING_SUFFIX: Final = re.compile(r"[._](?:isol|init|medi|fina|ini|med|fin|iso|initial|medial|final|isolated)\b")

_DIGIT_NAMES: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PUNCTUATION: Final = {
    "comma": "\N{ARABIC COMMA}",
    "semicolon": "\N{ARABIC SEMICOLON}",
    "question": "\N{ARABIC QUESTION MARK}",
    "percent": "\N{ARABIC PERCENT SIGN}",
    "decimalseparator": "\N{ARABIC DECIMAL SEPARATOR}",
    "thousandseparator": "\N{ARABIC THOUSANDS SEPARATOR}",
    "asterisk": "\N{ARABIC FIVE POINTED STAR}",
    "fullstop": "\N{ARABIC FULL STOP}",
    "space": " ",
    "period": ".",
    "colon": ":",
    "hyphen": "-",
    "slash": "/",
    "parenleft": "\N{ORNATE LEFT PARENTHESIS}",
    "parenright": "\N{ORNATE RIGHT PARENTHESIS}",
}
#: Spellings beside the names of Unicode. Those that may mean two letters (taa, haa, tah) are left out.
_SPELLINGS: Final = {
    "alif": "alef",
    "baa": "beh",
    "jim": "jeem",
    "jiim": "jeem",
    "khaa": "khah",
    "dhal": "thal",
    "zay": "zain",
    "sin": "seen",
    "siin": "seen",
    "shin": "sheen",
    "shiin": "sheen",
    "ayn": "ain",
    "ghayn": "ghain",
    "faa": "feh",
    "qaaf": "qaf",
    "kaaf": "kaf",
    "laam": "lam",
    "mim": "meem",
    "miim": "meem",
    "nun": "noon",
    "nuun": "noon",
    "waaw": "waw",
    "yaa": "yeh",
    "alefmadda": "alefmaddaabove",
    "alefhamza": "alefhamzaabove",
    "wawhamza": "wawhamzaabove",
    "yehhamza": "yehhamzaabove",
    "yehfarsi": "farsiyeh",
    "behdotless": "dotlessbeh",
    "fehdotless": "dotlessfeh",
    "qafdotless": "dotlessqaf",
    "kashida": "tatweel",
    "alefabove": "lettersuperscriptalef",
    "superscriptalef": "lettersuperscriptalef",
}
_MARK_NAMES: Final = ("fathatan", "dammatan", "kasratan", "fatha", "damma", "kasra", "lettersuperscriptalef")


@lru_cache(maxsize=1)
def _letter_names() -> dict[str, str]:
    """Name without "arabic letter" and "with", in lower case and without spaces -> character."""
    names: dict[str, str] = {}
    for point in (*range(0x0620, 0x0670), *range(0x0671, 0x06D6), 0x06C1, 0x0670, *range(0x0750, 0x0780)):
        character = chr(point)
        name = unicodedata.name(character, "").removeprefix("ARABIC ").removeprefix("LETTER ").replace("WITH ", "")
        if name and not name.startswith(("DIGIT", "SMALL HIGH", "SIGN", "INDEX")):
            key = name.lower().replace(" ", "").replace("-", "")
            names.setdefault("lettersuperscriptalef" if point == 0x0670 else key, character)
    names["shadda"] = "\N{ARABIC SHADDA}"
    names |= {"shadda" + mark: "\N{ARABIC SHADDA}" + names[mark] for mark in _MARK_NAMES}
    names |= {spelling: names[name] for spelling, name in _SPELLINGS.items() if name in names}
    names |= {
        "lamalef" + tail: "\u0644" + names["alef" + tail] for tail in ("", "maddaabove", "hamzaabove", "hamzabelow")
    }
    names["allah"] = ALLAH
    names |= {"lamalefmadda": names["lamalefmaddaabove"], "lamalefhamza": names["lamalefhamzaabove"]}
    return names


@lru_cache(maxsize=16384)
def text_of_name(name: str) -> str | None:
    """The string that a glyph of this name stands for, in logical order; None where the name doesn't say.

    Presentation forms come out as letters, private use code points as None.

    >>> text_of_name("lam_alef-ar.fina") == text_of_name("uniFEFC") == text_of_name("uni0644_uni0627.fina")
    True
    """
    if "#" in name:
        name = re.sub(r"#\d+$", "", name)
    if not name or NUMBERED_NAME.fullmatch(name):
        return None
    if _PARTED.search(name) is not None:
        if _NO_DOTS.search(name):
            # yeh without its dots is alef maksura; other letters without theirs are parts of letters
            return "\N{ARABIC LETTER ALEF MAKSURA}" if text_of_name(_NO_DOTS.sub("", name)) in _YEHS else None
        name = _SET_OVER.sub(r"\1\2", name)
        stem = _JOINING_SUFFIX.split(name, maxsplit=1)[0]
        if stem != name or _SCRIPT.search(name):
            return _arabic(stem) or _adobe(name)
    text = _adobe(name)
    if not text or "\u0590" <= text[0] <= "\u05ff":  # AGL gives the bare "alef" and "kaf" to Hebrew
        return _arabic(name) or text or None
    return text


def _adobe(name: str) -> str | None:
    """What the Adobe Glyph List says of a name; None where it doesn't know all that the name is made of."""
    parts = [to_unicode(part) for part in name.split(".")[0].split("_")]
    text = to_letters("".join(parts))
    if not all(parts) or any("\ue000" <= c <= "\uf8ff" or unicodedata.category(c) in ("Cc", "Cn") for c in text):
        return None
    return text


def _arabic(name: str) -> str | None:
    """A name made of Arabic letter names joined by ``_``; None where a part isn't one."""
    marked = _SCRIPT.search(name)
    digits = EXTENDED if _EXTENDED_DIGITS.search(name) else ARABIC_INDIC
    stem = re.sub(r"^arab(?:ic)?_", "", _SCRIPT.split(name, maxsplit=1)[0].split(".")[0], flags=re.IGNORECASE)
    whole = _letter_names().get(stem.replace("_", "").lower())
    if whole is not None:
        return whole
    result = []
    for part in stem.split("_"):
        key = part.lower().removeprefix("arabic").removesuffix("arabic")
        text = _letter_names().get(key)
        if text is None and marked:
            text = digits[_DIGIT_NAMES.index(key)] if key in _DIGIT_NAMES else _PUNCTUATION.get(key)
        if text is None:
            text = _adobe(part) if re.fullmatch(r"u(?:ni)?[0-9A-F]{4,}", part) else None
            text = _namesake(text) if text and marked else text
        if text is None:
            return None
        result.append(text)
    return "".join(result) or None


def _namesake(text: str) -> str:
    """The Arabic letter that has the name of a letter of another script: build tools give the code points of the bare
    names "alef", "kaf" and "ain" to those, and leave the suffix that tells the script (``uni05D0.ar.fina``)."""
    name = unicodedata.name(text, "") if len(text) == 1 else ""
    return text if name.startswith("ARABIC") else _letter_names().get(name.rpartition("LETTER ")[2].lower(), text)
