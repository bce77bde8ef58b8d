"""What a user of the library writes: it runs, and a strict checker of types has nothing against it.

python tests/cli/user_script.py FILE.pdf FOLDER
"""

from __future__ import annotations

import sys
from pathlib import Path

import warraq
from warraq import Config, Document, Limits, Node, Table, WarraqError, Word


def headings(document: Document) -> list[str]:
    """The titles of its sections."""
    return [node.title for node in document.walk() if node.title is not None]


def doubtful(node: Node) -> dict[str, float]:
    """The words to check, with the confidence of each."""
    return {doubt.word: doubt.confidence for doubt in node.uncertain}


def main(file: Path, folder: Path) -> int:
    """Read a file in every way that there is."""
    config = Config(limits=Limits(pages=500), uncertain_below=0.9)
    try:
        document = warraq.extract(file, config=config, pages="1-")
    except WarraqError as error:
        print(error, error.help, file=sys.stderr)
        return error.exit_code
    words: tuple[Word, ...] = document.words
    tables: list[Table] = list(document.tables)
    print(headings(document), len(words), [table.to_csv(bom=True) for table in tables])
    print({node.id: doubtful(node) for node in document.walk() if node.uncertain})
    for page in document.pages:
        print(page.number, page.size, page.kind, len(page.text))
    for chunk in document.chunks(max_tokens=200, overlap=20, count=len):
        print(chunk.path, chunk.pages, chunk.text[:20])
    for name in ("a.json", "a.md", "a.html", "a.akn.xml", "a.tables.csv", "a.alto.xml", "a.txt"):
        document.save(folder / name)
    again = warraq.read_document(folder / "a.json")
    measures: warraq.Comparison = warraq.compare(document, again)
    changed = [revision for revision in warraq.revisions(document, again) if revision.status != "same"]
    print(measures.wer, changed, [route.route for route in warraq.check(file).pages])
    healed: warraq.HealReport = warraq.heal(file, folder / "healed.pdf")
    sheet: str = warraq.review(file, pages=[1])
    seen: warraq.FolderReport = warraq.report(file)
    seen.save(folder / "report")
    fonts = [font.verdict for font in warraq.inspect(file).fonts]
    tally: warraq.Tally = warraq.read_archive([file], folder / "archive", workers=1)
    print(healed.changed, len(sheet), seen.files[0].state, fonts, tally.done)
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
