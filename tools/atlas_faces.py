"""The open faces that the outline atlas is made of, as Debian packages install them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple


class Face(NamedTuple):
    """One font file, its family, and where it comes from."""

    file: str
    family: str
    package: str
    licence: str


def _faces(package: str, licence: str, folder: str, **families: str) -> Iterator[Face]:
    for family, files in families.items():
        for file in files.split():
            yield Face(f"{folder}/{file.replace('~', ' ')}", family, package, licence)


#: ``~`` stands for a space in a file name.
FACES: Final[tuple[Face, ...]] = (
    *_faces(
        "fonts-noto-core",
        "OFL-1.1",
        "truetype/noto",
        NotoNaskhArabic="NotoNaskhArabic-Regular.ttf NotoNaskhArabic-Bold.ttf",
        NotoSansArabic="NotoSansArabic-Regular.ttf NotoSansArabic-Bold.ttf",
        NotoKufiArabic="NotoKufiArabic-Regular.ttf NotoKufiArabic-Bold.ttf",
        NotoSans="NotoSans-Regular.ttf NotoSans-Bold.ttf",
        NotoSerif="NotoSerif-Regular.ttf NotoSerif-Bold.ttf",
    ),
    *_faces(
        "fonts-hosny-amiri",
        "OFL-1.1",
        "opentype/fonts-hosny-amiri",
        Amiri="Amiri-Regular.ttf Amiri-Bold.ttf Amiri-Italic.ttf AmiriQuran.ttf",
    ),
    *_faces("fonts-hosny-thabit", "OFL-1.1", "opentype/fonts-hosny-thabit", Thabit="Thabit.ttf Thabit-Bold.ttf"),
    *_faces("fonts-kacst-one", "GPL-2", "truetype/kacst-one", KacstOne="KacstOne.ttf KacstOne-Bold.ttf"),
    *_faces(
        "fonts-farsiweb", "GPL-2+", "truetype/farsiweb", Nazli="nazli.ttf nazlib.ttf", Homa="homa.ttf", Titr="titr.ttf"
    ),
    *_faces(
        "fonts-arabeyes",
        "GPL-2",
        "truetype/fonts-arabeyes",
        AlArabiya="ae_AlArabiya.ttf",
        AlBattar="ae_AlBattar.ttf",
        AlHor="ae_AlHor.ttf ae_Hor.ttf",
        AlYarmook="ae_AlYarmook.ttf",
        Arab="ae_Arab.ttf",
        Cortoba="ae_Cortoba.ttf",
        Dimnah="ae_Dimnah.ttf",
        Electron="ae_Electron.ttf",
        Furat="ae_Furat.ttf",
        Granada="ae_Granada.ttf",
        Kayrawan="ae_Kayrawan.ttf",
        Khalid="ae_Khalid.ttf",
        Mashq="ae_Mashq.ttf ae_Mashq-Bold.ttf",
        Nada="ae_Nada.ttf",
        Nagham="ae_Nagham.ttf",
        Nice="ae_Nice.ttf",
        Ouhod="ae_Ouhod-Bold.ttf",
        Rasheeq="ae_Rasheeq-Bold.ttf",
        Rehan="ae_Rehan.ttf",
        Salem="ae_Salem.ttf",
        Sharjah="ae_Sharjah.ttf",
        Sindbad="ae_Sindbad.ttf",
        Tarablus="ae_Tarablus.ttf",
        Tholoth="ae_Tholoth.ttf",
    ),
    *_faces(
        "fonts-paktype",
        "GPL-2",
        "truetype/paktype",
        PakTypeNaqsh="PakType~Naqsh.ttf",
        PakTypeTehreer="PakType~Tehreer.ttf",
        PakTypeNaskhBasic="PakType~Naskh~Basic.ttf PakType~Naskh~Basic~SA.ttf",
    ),
    *_faces("fonts-sil-lateef", "OFL-1.1", "opentype/lateef", Lateef="Lateef-Regular.ttf Lateef-Bold.ttf"),
    *_faces(
        "fonts-sil-harmattan", "OFL-1.1", "truetype/harmattan", Harmattan="Harmattan-Regular.ttf Harmattan-Bold.ttf"
    ),
    *_faces(
        "fonts-freefont-ttf",
        "GPL-3+ with font exception",
        "truetype/freefont",
        FreeSerif="FreeSerif.ttf FreeSerifBold.ttf",
        FreeSans="FreeSans.ttf FreeSansBold.ttf",
    ),
    *_faces(
        "fonts-vazirmatn",
        "OFL-1.1",
        "truetype/vazirmatn",
        Vazirmatn="Vazirmatn-Regular.ttf Vazirmatn-Bold.ttf Vazirmatn-Medium.ttf",
    ),
    *_faces(
        "fonts-dejavu",
        "Bitstream Vera",
        "truetype/dejavu",
        DejaVuSans="DejaVuSans.ttf DejaVuSans-Bold.ttf",
        DejaVuSerif="DejaVuSerif.ttf DejaVuSerif-Bold.ttf",
    ),
    *_faces(
        "fonts-liberation",
        "OFL-1.1",
        "truetype/liberation",
        LiberationSerif="LiberationSerif-Regular.ttf LiberationSerif-Bold.ttf LiberationSerif-Italic.ttf",
        LiberationSans="LiberationSans-Regular.ttf LiberationSans-Bold.ttf",
    ),
)
