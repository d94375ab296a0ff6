"""The gallery shows what the program draws today, in pictures small enough to look at."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

GALLERY = Path(__file__).resolve().parents[2] / "docs" / "gallery"
PROGRAM = (
    "import sys; sys.path.insert(0, sys.argv[1]); import draw, pathlib; draw.main(pathlib.Path(sys.argv[2]))"
)


def shown() -> list[str]:
    return re.findall(r"\(gallery/(\w+\.png)\)", (GALLERY.parent / "gallery.md").read_text(encoding="utf-8"))


def test_at_least_six_pages_are_shown_and_none_is_heavy() -> None:
    assert len(set(shown())) >= 6
    for name in shown():
        with Image.open(GALLERY / name) as picture:
            assert 950 <= picture.height <= 1100
        assert (GALLERY / name).stat().st_size < 200_000


@pytest.mark.slow
def test_the_command_draws_every_picture_of_the_gallery(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", PROGRAM, str(GALLERY), str(tmp_path)], check=True)
    assert {path.name for path in tmp_path.iterdir()} == set(shown())
    for name in shown():
        with Image.open(tmp_path / name) as new, Image.open(GALLERY / name) as old:
            assert new.size == old.size
