"""Whatever a file names stays untouched: other files, programs, networks, scripts, modules."""

from __future__ import annotations

import gzip
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from tests.extract.tiny import to_unicode, truetype
from tests.fuzz.bombs import pdf, stream

#: Prints what Python reports of the outside world while it runs the command.
WATCHED = """
import sys
from pathlib import Path
home = sys.argv.pop(1)
told = []
OUTSIDE = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.", "pickle.find_class", "urllib.Request",
           "webbrowser.open", "ctypes.dlopen")
PAINTING = [sys.executable, "-P", "-m", "warraq.pictures.painting"]
HARMLESS = ("os.listdir", "os.scandir", "os.putenv", "os.unsetenv", "os.mkdir", "os.walk")

def watch(event, args):
    if event == "open" and isinstance(args[0], (str, bytes)):
        name = str(Path(args[0] if isinstance(args[0], str) else args[0].decode()).absolute())
        if name.startswith(home) and not name.endswith("input.pdf") or "w" in str(args[1]):
            told.append((event, name))
    elif event == "import" and isinstance(args[1], str) and args[1].startswith(home):
        told.append((event, args[1]))
    elif event == "ctypes.dlopen" and str(args[0]).startswith(sys.prefix):
        return  # libraries of installed packages
    elif event in ("subprocess.Popen", "os.posix_spawn") and list(args[1]) == PAINTING or event == "os.kill":
        return  # our own process, which has PDFium paint the pages, and is ended
    elif event.startswith(OUTSIDE) and event not in HARMLESS:
        told.append((event, str(args)[:200]))

import freetype  # which looks for its library by name
from warraq.cli import main
sys.addaudithook(watch)
try:
    main()
except SystemExit as ended:
    print(*told, sep="\\n", file=sys.stderr)
    sys.exit(ended.code)
"""


def hostile(home: Path) -> bytes:
    """A page of sound text, and around it all that a PDF may ask for."""
    here = str(home)
    path = "".join(f"#{byte:02x}" for byte in f"/../../../../../../../../../..{home}/planted".encode())
    action = f"<</S/Launch/F({here}/planted.sh)/Next<</S/URI/URI(http://127.0.0.1:9/)>>>>"
    xml = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{here}/secret">]><x>&e;</x>'.encode()
    return pdf(
        b"BT /F 9 Tf 9 50 Td <0003000400050003> Tj ET BT /G 9 Tf 9 30 Td <00030004> Tj ET /X Do",
        {
            1: f"<</Type/Catalog/Pages 2 0 R/OpenAction {action}/AA<</WC {action}>>/Metadata 20 0 R"
            "/AcroForm<</XFA 20 0 R/Fields[]>>/Names<</JavaScript<</Names[(a) 21 0 R]>>"
            "/EmbeddedFiles<</Names[(b) 22 0 R]>>>>>>",
            3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Resources 5 0 R/Contents[4 0 R 23 0 R]"
            f"/AA<</O {action}>>/Annots[<</Subtype/Link/Rect[0 0 9 9]/A {action}>>"
            f"<</Subtype/Movie/Rect[0 0 9 9]/Movie<</F({here}/secret)>>>>]>>",
            5: "<</Font<</F 6 0 R/G 11 0 R>>/XObject<</X 24 0 R>>>>",
            6: "<</Type/Font/Subtype/Type0/BaseFont/T/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 10 0 R>>",
            7: "<</Type/Font/Subtype/CIDFontType2/BaseFont/T/FontDescriptor 8 0 R/DW 500>>",
            8: "<</Type/FontDescriptor/FontName/T/Flags 4/FontFile2 9 0 R>>",
            9: stream(truetype()),
            10: stream(to_unicode({3: "\u0628", 4: "\u0627", 5: "\u0644"})),
            11: f"<</Type/Font/Subtype/Type0/BaseFont/U/Encoding/{path}/DescendantFonts[7 0 R]/ToUnicode 25 0 R>>",
            20: stream(xml),
            21: f"<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:9/'\\); {here}/planted.js)>>",
            22: f"<</Type/Filespec/F({here}/secret)/UF({here}/secret)>>",
            23: stream(b"", f"/F({here}/secret)/FFilter/FlateDecode"),
            24: stream(b"", "/Subtype/Image/Width 1/Height 1/F<</Type/Filespec/FS/URL/F(http://127.0.0.1:9/)>>"),
            25: stream(f"/{path} usecmap 1 beginbfchar <0003> <0628> endbfchar".encode()),
        },
    )


@pytest.mark.parametrize("command", ["extract", "inspect", "heal", "review"])
def test_nothing_that_a_file_names_is_touched(command: str, tmp_path: Path) -> None:
    home = tmp_path.resolve()
    (home / "secret").write_text("BT /F 9 Tf <0004> Tj ET")
    for kind in "json", "pickle":
        (home / f"planted.{kind}.gz").write_bytes(gzip.compress(json.dumps({"CODE2CID": {}}).encode()))
    (home / "planted.pickle.gz").write_bytes(gzip.compress(pickle.dumps(print)))
    for name in "planted.py", "planted.sh":
        (home / name).write_text("raise SystemExit('ran')")
    (home / "input.pdf").write_bytes(hostile(home))
    options = {"extract": (), "inspect": (), "heal": ("-o", "/dev/null", "--no-verify"), "review": ("-o", "/dev/null")}
    ended = subprocess.run(
        [sys.executable, "-c", WATCHED, str(home), command, "input.pdf", *options[command]],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    lines = [line for line in ended.stderr.splitlines() if line.startswith("('")]
    assert [line for line in lines if "/dev/null" not in line] == []
    if command == "extract":
        assert '"words": 2' in ended.stdout
