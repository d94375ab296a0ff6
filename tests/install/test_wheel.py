"""The wheel works without the checkout, in an environment that has nothing else."""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`briefbook`, installed from a wheel into an environment of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, timeout=300)
    (wheel,) = folder.glob("briefbook-*.whl")
    venv.create(folder / "environment", with_pip=True)
    scripts = folder / "environment" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([scripts / "python", "-m", "pip", "install", "-q", str(wheel)], check=True, timeout=600)
    return scripts / "briefbook"


def test_init_and_build_work_from_a_wheel(program: Path, tmp_path: Path) -> None:
    subprocess.run([program, "init", "demo"], cwd=tmp_path, check=True, timeout=60)
    done = subprocess.run(
        [program, "-C", "demo", "build"], cwd=tmp_path, timeout=120, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    made = sorted(path.name for path in (tmp_path / "demo" / "out").glob("[!.]*"))
    assert made == ["harbour-visit.docx", "harbour-visit.pdf"]


def test_the_wheel_carries_the_shipped_templates(program: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [program, "templates", "list"], cwd=tmp_path, timeout=60, capture_output=True, text=True
    )
    listed = {line.split()[0] for line in done.stdout.splitlines()[1:]}
    shipped = {path.relative_to(ROOT / "templates").as_posix() for path in (ROOT / "templates").rglob("*.*")}
    assert listed == shipped | {"reference.docx"}
