"""``make pictures``: every file of a meeting pack as pictures, for a person to look at.

Packs of several meetings are written, printed by LibreOffice and put together as contact sheets.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from PIL import Image

from site_audit.browser.binary import find_browser
from site_audit.browser.chromium import ChromiumSettings
from site_audit.pack.pack import LETTERS, Means, write_pack
from site_audit.pack.paper import print_pages
from site_audit.ratings.meeting import Meeting
from site_audit.writing.note import Checked, note
from tests.meetings import deck
from tests.packed import (
    crowded,
    everything,
    long_named,
    nobody_low,
    one_region,
    texts_of,
    year_meeting,
)

CASES: dict[str, Callable[[], Meeting]] = {
    "deck": deck,
    "everything": everything,
    "year": year_meeting,
    "long-names": long_named,
    "nobody": nobody_low,
    "one-region": one_region,
    "crowded": crowded,
}
PROGRAMS = {
    "soffice": "libreoffice-impress libreoffice-calc libreoffice-writer",
    "pdftoppm": "poppler-utils",
}
SHEET, ACROSS, EACH, GAP = 12, 3, 620, 8  # pages on a contact sheet, in a row; width, gap in pixels
MOST_LETTERS, MOST_PAGES = 2, 48


def main(folder: Path, wanted: Iterable[str]) -> None:
    """Writes ``<case>/<file>-<number>.png`` for each of the wanted cases."""
    printer = _printer()
    for case in wanted or CASES:
        made = folder / case
        shutil.rmtree(made, ignore_errors=True)
        _write(made / "pack", CASES[case](), printer)
        for paper in _papers(made / "pack", made / "paper"):
            for picture in _contact_sheets(paper, made):
                print(picture)


def _printer() -> ChromiumSettings:
    """The browser that prints; says which packages are missing and ends."""
    missing = [packages for program, packages in PROGRAMS.items() if not shutil.which(program)]
    browser = find_browser()
    if browser is None:
        missing.append("chromium-headless-shell")
    if browser is None or missing:
        sys.exit(f"Не хватает программ. Установите пакеты: sudo apt install {' '.join(missing)}")
    return ChromiumSettings(program=browser)


def _write(folder: Path, meeting: Meeting, printer: ChromiumSettings) -> None:
    texts = texts_of(meeting)
    means = Means(
        printer=printer, templates=None, accuracy=(), shot=lambda result: None, told=print
    )
    write_pack(folder, meeting, texts, means)
    for surplus in sorted((folder / LETTERS).iterdir())[MOST_LETTERS:]:
        surplus.unlink()
    worst = min(meeting.results, key=lambda one: (one.scores.overall.points, one.visit_id))
    page = note(worst, meeting.imprint, texts, "html", checked=Checked())
    (folder / "Справка.pdf").write_bytes(print_pages(printer, [page])[0])


def _papers(pack: Path, papers: Path) -> Iterator[Path]:
    """All files of a pack as PDF, named in Latin."""
    office = [*pack.glob("*.pptx"), *pack.glob("*.xlsx"), *pack.glob(f"{LETTERS}/*.docx")]
    profile = f"-env:UserInstallation=file://{papers.resolve()}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(papers)]
    subprocess.run([*command, *map(str, office)], check=True, capture_output=True)
    yield from sorted((*papers.glob("*.pdf"), *pack.glob("*.pdf")))


def _contact_sheets(paper: Path, folder: Path) -> Iterator[Path]:
    """The pages of a PDF, so many on a picture."""
    drawn = folder / "pages" / paper.stem
    drawn.mkdir(parents=True)
    bounds = ["-l", str(MOST_PAGES), "-scale-to-x", str(EACH), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", "-png", *bounds, str(paper), str(drawn / "p")], check=True)
    pages = sorted(drawn.glob("*.png"))
    for number, start in enumerate(range(0, len(pages), SHEET), start=1):
        picture = folder / f"{paper.stem}-{number}.png"
        contact_sheet(pages[start : start + SHEET]).save(picture, optimize=True)
        yield picture


def contact_sheet(pages: Iterable[Path], across: int = ACROSS) -> Image.Image:
    """Pages of about one size side by side on grey."""
    images = [Image.open(page).convert("RGB") for page in pages]
    wide, high = max(one.width for one in images), max(one.height for one in images)
    across = min(across, len(images))
    rows = -(-len(images) // across)
    size = across * (wide + GAP) + GAP, rows * (high + GAP) + GAP
    sheet = Image.new("RGB", size, "#8a8f98")
    for number, image in enumerate(images):
        row, column = divmod(number, across)
        sheet.paste(image, (GAP + column * (wide + GAP), GAP + row * (high + GAP)))
    return sheet


def picture_docs(folder: Path) -> None:
    """Writes the pictures of the docs from the pages of the deck's own case."""
    for name, (stem, numbers, across) in SHOWN.items():
        pages = sorted((folder / "deck" / "pages" / stem).glob("*.png"))
        sheet = contact_sheet([pages[number - 1] for number in numbers], across)
        sheet.thumbnail((WIDEST, WIDEST * 2))
        sheet.quantize(256, Image.Quantize.MAXCOVERAGE).save(DOCS / name, optimize=True)


DOCS, WIDEST = Path(__file__).parent.parent / "docs", 1500  # pixels
SHOWN = {  # file -> (what of the pack, its pages, how many in a row)
    "deck.png": ("Презентация", (1, 2, 3, 4, 6, 8, 10, 11, 12), 3),
    "report.png": ("Отчёт", (1, 3, 4, 5, 6, 11), 3),
    "workbook.png": ("Таблица", (1, 2, 4, 11), 2),
}


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(f"python -m tests.pictures ПАПКА [{'|'.join(CASES)} …]")
    main(Path(sys.argv[1]), sys.argv[2:])
    if not sys.argv[2:] or "deck" in sys.argv[2:]:
        picture_docs(Path(sys.argv[1]))
