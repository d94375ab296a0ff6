"""The same document and theme give the same bytes, whatever surrounds the writer."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import stories
from briefbook.model.theme import Theme
from briefbook.writers import pdf
from briefbook.writers.pdf import fonts, shape

SCRIPT = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
import stories
from briefbook.model.theme import Theme
from briefbook.writers import pdf
for story in (stories.plain(40), stories.document(3, charts=True)):
    print(hashlib.sha256(pdf.write(story, Theme())).hexdigest())
"""


def digests() -> list[str]:
    made = (stories.plain(40), stories.document(3, charts=True))
    return [hashlib.sha256(pdf.write(story, Theme())).hexdigest() for story in made]


def elsewhere(home: Path, **variables: str) -> list[str]:
    """Write the same documents in a fresh process with a foreign home and environment."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), **variables}
    folder = str(Path(stories.__file__).parent)
    command = [sys.executable, "-c", SCRIPT, folder]
    done = subprocess.run(command, env=environment, cwd=home, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_two_writes_give_the_same_bytes() -> None:
    assert digests() == digests()


def test_a_fresh_process_gives_the_same_bytes(tmp_path: Path) -> None:
    assert elsewhere(tmp_path, PYTHONHASHSEED="1") == elsewhere(tmp_path, PYTHONHASHSEED="2") == digests()


def test_faces_that_left_their_cache_change_no_byte() -> None:
    def digest() -> str:
        return hashlib.sha256(pdf.write(stories.document(3), Theme())).hexdigest()

    fonts.face.cache_clear()
    shape.setting.cache_clear()
    fresh = digest()
    fonts.face.cache_clear()
    shape.setting.cache_clear()
    pdf.write(stories.plain(5), Theme())
    for size in range(80):
        fonts.face("Source Serif 4", False, False, 100.0 + size)
    assert digest() == fresh


def test_neither_clock_nor_locale_nor_reportlab_variables_change_a_byte(tmp_path: Path) -> None:
    variables = {
        "SOURCE_DATE_EPOCH": "1234567890",
        "TZ": "Asia/Hanoi",
        "LC_ALL": "vi_VN.UTF-8",
        "RL_pageCompression": "0",
        "RL_invariant": "0",
        "RL_useA85": "1",
        "RL_documentLang": "xx",
        "RL_pdfMultiLine": "1",
        "RL_canvas_basefontname": "Courier",
    }
    assert elsewhere(tmp_path, **variables) == digests()


def test_settings_in_the_home_folder_are_not_run(tmp_path: Path) -> None:
    for name in (".reportlab_settings", ".reportlab_mods", "reportlab_settings.py", "reportlab_mods.py"):
        (tmp_path / name).write_text("raise SystemExit('run from the home folder')\n")
    assert elsewhere(tmp_path, PYTHONPATH=str(tmp_path)) == digests()


def test_a_senseless_stamp_in_the_environment_does_no_harm(tmp_path: Path) -> None:
    assert elsewhere(tmp_path, SOURCE_DATE_EPOCH="yesterday") == digests()


def test_the_writer_is_loaded_only_when_a_pdf_is_asked_for() -> None:
    code = "import sys, briefbook, briefbook.writers; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"reportlab", "uharfbuzz", "pyphen", "PIL"}.isdisjoint(done.stdout.split())
