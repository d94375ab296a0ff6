"""Home folder and environment have no say: nothing in them is opened, and nothing in them changes a byte."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WATCHED = """
import hashlib, json, os, sys
home, root, seen = os.path.realpath(os.environ["HOME"]), sys.argv[1], []
def watch(event, given):
    if event in ("open", "os.listdir", "os.scandir") and given and isinstance(given[0], (str, bytes)):
        path = os.path.realpath(os.fsdecode(given[0]))
        if path == home or path.startswith(home + os.sep):
            seen.append(path)
    if event in ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system"):
        seen.append(event)
sys.addaudithook(watch)
from pathlib import Path
from briefbook import api
report = api.build(Path(root), formats=("docx", "pdf", "html", "md"), force=True)
files = {each.path.rpartition("/")[2]: each.sha256 for brief in report.briefs for each in brief.outputs}
said = [each.message for each in report.all_diagnostics]
print(json.dumps({"ok": report.ok, "seen": seen, "files": files, "said": said}))
"""
HOSTILE = {
    ".reportlab_settings": "raise SystemExit('settings of the home folder were run')\n",
    ".reportlab_mods": "raise SystemExit('mods of the home folder were run')\n",
    "reportlab_mods.py": "raise SystemExit('mods of the path were run')\n",
    "reportlab_settings.py": "raise SystemExit('settings of the path were run')\n",
    ".config/briefbook/briefbook.toml": "theme = 'evil'\n",
    ".docx/default.docx": "no template\n",
    ".jinja2rc": "x",
}
VARIABLES = {
    "RL_invariant": "0",
    "RL_pageCompression": "0",
    "RL_useA85": "1",
    "RL_pdfComments": "1",
    "RL_T1SearchPath": "/nowhere",
    "SOURCE_DATE_EPOCH": "1",
    "TZ": "Asia/Bishkek",
    "LC_ALL": "tr_TR.UTF-8",
    "JINJA2_BYTECODE": "x",
    "XML_CATALOG_FILES": "/nowhere/catalog",
    "FONTCONFIG_FILE": "/nowhere/fonts.conf",
}


def built(space, home: Path, **variables: str) -> dict:
    home.mkdir(exist_ok=True)
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH")}
    path = os.pathsep.join((str(ROOT / "src"), str(home.parent / "path")))
    environment = {**kept, "PYTHONPATH": path, "HOME": str(home), **variables}
    command = [sys.executable, "-s", "-P", "-c", WATCHED, str(space.root)]
    ran = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=120, cwd=home.parent
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.slow
def test_a_build_opens_nothing_of_the_home_folder_and_obeys_no_variable(space, tmp_path: Path) -> None:
    calm = built(space, tmp_path / "calm")
    hostile = tmp_path / "hostile"
    for name, text in HOSTILE.items():
        path = (tmp_path / "path" if name.endswith(".py") else hostile) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    wild = built(space, hostile, **VARIABLES)
    assert calm["said"] == wild["said"]
    assert (calm["ok"], calm["seen"], len(calm["files"])) == (True, [], 4)
    assert wild["seen"] == []
    assert wild["files"] == calm["files"]
