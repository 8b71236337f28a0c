"""Pictures of everything that a meeting is given: ``python -m tests.pictures FOLDER``.

Writes packs of usual and unusual meetings and turns each page, slide, sheet and letter into PNG, as
contact sheets to be looked at. Needs LibreOffice and pdftoppm.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PIL import Image

from site_audit.browser.binary import find_browser
from site_audit.browser.chromium import ChromiumSettings
from site_audit.cli.accuracy import accuracy
from site_audit.model import Membership, Outcome
from site_audit.pack.pack import Means, write_pack
from site_audit.ratings.meeting import Meeting
from tests.meetings import TEXTS, deck, deck_marks, instruction, marks, meeting, result

NEEDED = {
    "soffice": "libreoffice-impress libreoffice-writer libreoffice-calc",
    "pdftoppm": "poppler-utils",
}
DOTS = 60  # of an inch
ACROSS, MOST = 4, 24  # pages of a contact sheet
GAP = 8
SHOWN = {  # in docs/: the name, so many pages, each so wide
    "Презентация.pptx": ("deck.png", 12, 420),
    "Отчёт.pdf": ("report.png", 4, 480),
    "Таблица.xlsx": ("workbook.png", 1, 960),
}
DOCS = Path(__file__).parent.parent / "docs"
LONG = (
    "Государственное автономное профессиональное образовательное учреждение «Верхнелужский "
    "межрегиональный многопрофильный колледж машиностроения, информационных технологий и сервиса "
    "имени дважды Героя Социалистического Труда академика К. А. Преображенского-Замоскворецкого»"
)


def cases() -> Iterator[tuple[str, Meeting]]:
    """Meetings by the names of their folders."""
    yield "deck", deck()
    yield "many", meeting([result(one, 26 - one % 3 // 2, 40) for one in range(1, 451)])
    yield "nobody", meeting([result(one, 20, 30) for one in range(1, 41)])
    yield "long", _long()


def _long() -> Meeting:
    about = [
        result(
            number,
            presence,
            visual,
            name=f"{LONG}, филиал № {number}",
            region="Ханты-Мансийский автономный округ — Югра",
            memberships=(
                Membership(
                    cluster=f"Кластер {LONG[70:220]} № {number}", role="base", industry=LONG
                ),
            ),
        )
        for number, (presence, visual) in enumerate(deck_marks(), start=1)
    ]
    shut = Outcome(kind="not_audited", reason="challenge")
    about[5] = replace(about[5], outcome=shut, verdicts=())
    before = [replace(one, verdicts=marks(20, 30)) for one in about[3:] if one.audited]
    return meeting(about, before=before, instructions=[instruction(1, about[-1])])


def main(folder: Path) -> None:
    """All cases, and three pictures for the documentation."""
    missing = [packages for program, packages in NEEDED.items() if not shutil.which(program)]
    if missing:
        sys.exit(f"Не хватает программ. Установите: sudo apt-get install {' '.join(missing)}")
    for name, found in cases():
        pack = folder / name / "pack"
        write_pack(pack, found, TEXTS, _means())
        for file in _files(pack):
            _sheet(_pages(file)).save(folder / name / f"{file.name}.png")
            print(folder / name / f"{file.name}.png")
            if name == "deck" and file.name in SHOWN:
                picture, number, wide = SHOWN[file.name]
                small = _sheet(_pages(file)[:number], wide)
                small.quantize(200).save(DOCS / picture, optimize=True)


def _means() -> Means:
    program = find_browser(None)
    return Means(
        printer=ChromiumSettings(program=program) if program else None,
        templates=None,
        accuracy=accuracy(),
        shot=lambda about: None,
        told=lambda words: None,
    )


def _files(pack: Path) -> list[Path]:
    """The files of a pack, of its letters one."""
    letters = sorted((pack / "Письма").iterdir())[-1:]
    kinds = (".pptx", ".pdf", ".xlsx")
    return [one for one in sorted(pack.iterdir()) if one.suffix in kinds] + letters


def _pages(file: Path) -> list[Image.Image]:
    """The first pages of a file as pictures."""
    with tempfile.TemporaryDirectory() as folder:
        paper = file
        if file.suffix != ".pdf":
            office = ["soffice", f"-env:UserInstallation=file://{folder}/office", "--headless"]
            convert = [*office, "--convert-to", "pdf", "--outdir", folder, str(file)]
            subprocess.run(
                convert, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            paper = Path(folder) / f"{file.stem}.pdf"
        draw = ["pdftoppm", "-r", str(DOTS), "-l", str(MOST), "-png", str(paper), f"{folder}/page"]
        subprocess.run(draw, check=True)
        return [Image.open(one).convert("RGB") for one in sorted(Path(folder).glob("page*.png"))]


def _sheet(pages: list[Image.Image], wide: int = 640) -> Image.Image:
    """Pages side by side on grey."""
    high = max(wide * page.height // page.width for page in pages)
    across = min(ACROSS, len(pages))
    down = -(-len(pages) // across)
    size = (across * (wide + GAP) + GAP, down * (high + GAP) + GAP)
    sheet = Image.new("RGB", size, "#8a919c")
    for number, page in enumerate(pages):
        small = page.resize((wide, wide * page.height // page.width), Image.Resampling.LANCZOS)
        place = (number % across * (wide + GAP) + GAP, number // across * (high + GAP) + GAP)
        sheet.paste(small, place)
    return sheet


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "pictures-out"))
