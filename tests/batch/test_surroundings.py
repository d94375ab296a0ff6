"""The same inputs give the same bytes in twelve unlike surroundings, in every format and in a book."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import limited
import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="zones, masks and users are those of POSIX"),
]

HOSTILE = "raise SystemExit('this file of the home folder was run')\n"
CLOCK = """
import datetime, time
_real = time.time
time.time = lambda: _real() + 1_000_000_000
time.time_ns = lambda: int(time.time() * 1e9)
class _Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls(2063, 4, 5, 6, 7, 8, tzinfo=tz)
    utcnow = today = now
datetime.datetime = _Later
time.gmtime = lambda seconds=None, _of=time.gmtime: _of(time.time() if seconds is None else seconds)
time.localtime = lambda seconds=None, _of=time.localtime: _of(time.time() if seconds is None else seconds)
"""
# a clock that is thirty years ahead, for a process that finds it as sitecustomize
ORDER = """
import os, random
_listdir, _scandir = os.listdir, os.scandir
def _mixed(found):
    found = list(found)
    random.Random(7).shuffle(found)
    return found
class _Scan:
    def __init__(self, found): self.found = iter(found)
    def __iter__(self): return self
    def __next__(self): return next(self.found)
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.listdir = lambda *given: _mixed(_listdir(*given))
os.scandir = lambda *given: _Scan(_mixed(_scandir(*given)))
"""
# folders that tell their files in no order


@dataclass(frozen=True)
class Place:
    """What surrounds a run."""

    name: str
    environment: dict[str, str] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    # of Python
    site: str = ""
    # run before anything else
    options: tuple[str, ...] = ()
    # of a build
    before: tuple[str, ...] = ()
    # a command that runs the rest
    mask: int = 0o022
    user: int = 0
    folder: str = "desk"
    backwards: bool = False
    # whether the files are laid down in the reverse order


PLACES = (
    Place("a clock thirty years ahead", site=CLOCK),
    Place("another zone", {"TZ": "Pacific/Kiritimati", "SOURCE_DATE_EPOCH": "1"}),
    Place("a Turkish locale", {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr"}),
    Place("a locale of ASCII", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    Place("another user", user=65534),
    Place("a hostile home", {"USER": "mallory", "LOGNAME": "mallory"}),
    Place("variables of reportlab", {"RL_invariant": "0", "RL_pageCompression": "0", "RL_useA85": "1"}),
    Place("another path", folder="a b/дом/é" + "x" * 120),
    Place("folders in no order", site=ORDER, backwards=True),
    Place("another seed and a mask", {"PYTHONHASHSEED": "4242"}, mask=0o077),
    Place("four workers", {"PYTHONHASHSEED": "1"}, options=("-j", "4")),
    Place("no network", before=("unshare", "-n")),
    Place(
        "Python without assertions and with its own UTF-8", flags=("-O", "-X", "utf8", "-X", "dev"), mask=0
    ),
)


@pytest.fixture(scope="module")
def usual(tmp_path_factory) -> tuple[Path, dict[str, bytes]]:
    """A workspace with three briefs, and what comes of it in the usual surroundings."""
    root = tmp_path_factory.mktemp("usual") / "desk"
    subprocess.run([sys.executable, "-m", "briefbook", "init", str(root)], check=True, capture_output=True)
    text = (root / "briefs/harbour-visit.toml").read_text(encoding="utf-8")
    for number in range(2):
        (root / f"briefs/paper-{number}.toml").write_text(text, encoding="utf-8")
    out = tmp_path_factory.mktemp("usual-out")
    return root, _made(root, out, Place("the usual ones"), tmp_path_factory.mktemp("home"))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name.replace(" ", "-"))
def test_unlike_surroundings_change_no_byte(usual, tmp_path_factory, request, place):
    root, wanted = usual
    if place.user and os.geteuid():
        pytest.skip("only root may run as somebody else")
    if place.before and (
        not shutil.which(place.before[0])
        or subprocess.run([*place.before, "true"], capture_output=True).returncode
    ):
        pytest.skip(f"{place.before[0]} may not be used here")
    base = _base(place, tmp_path_factory, request)
    desk = base / place.folder / "desk"
    _laid(root, desk, backwards=place.backwards)
    home = base / "home"
    home.mkdir()
    for name in (".reportlab_settings", ".reportlab_mods", "reportlab_settings.py", "sitecustomize.py"):
        (home / name).write_text(HOSTILE if name != "sitecustomize.py" else place.site, encoding="utf-8")
    out = base / "made here"
    out.mkdir()
    if place.user:
        for path in (base, *base.rglob("*")):
            os.chown(path, place.user, place.user)
    assert _made(desk, out, place, home) == wanted


def _base(place: Place, tmp_path_factory, request) -> Path:
    """A folder of its own; for another user one that others may enter."""
    if not place.user:
        return tmp_path_factory.mktemp("place")
    import tempfile

    base = Path(tempfile.mkdtemp(prefix="briefbook-"))
    request.addfinalizer(lambda: shutil.rmtree(base, ignore_errors=True))
    return base


def _laid(root: Path, desk: Path, *, backwards: bool) -> None:
    for path in sorted((path for path in root.rglob("*") if path.is_file()), reverse=backwards):
        target = desk / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())


def _made(desk: Path, out: Path, place: Place, home: Path) -> dict[str, bytes]:
    """All formats of all briefs, and a book in both."""
    build = ["build", "--to", "docx,pdf,html,md", "-o", str(out / "files"), *place.options]
    books = [["bind", "-o", str(out / f"book.{form}")] for form in ("pdf", "docx")]
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": str(home),
        **place.environment,
    }
    for arguments in (build, *books):
        if place.user:
            # the interpreter may lie where that user may not go: a fork of one that has begun will do
            warm = limited.Nursery()
            ended = warm.run("-C", str(desk), *arguments, folder=home, user=place.user)
            warm.close()
            assert ended.status == 0, ended.err
            continue
        python = [*place.before, sys.executable, *place.flags, "-W", "ignore", "-m", "briefbook"]
        done = subprocess.run(
            [*python, "-C", str(desk), *arguments],
            env=environment,
            cwd=home,
            capture_output=True,
            text=True,
            preexec_fn=lambda: os.umask(place.mask),
        )
        assert done.returncode == 0, done.stderr[-2000:]
        assert "Traceback" not in done.stderr
    found = {path.name: path.read_bytes() for path in (out / "files").glob("[!.]*")}
    return found | {path.name: path.read_bytes() for path in out.glob("book.*")}
