"""The public set of hostile inputs, run as people run the program, with little time and memory."""

import html
import io
import os
import re
import shutil
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import active
import pytest
from limited import Nursery
from public import briefs, ledgers, looks, outputs, papers, places, sources
from public.case import Case

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of processes are those of Linux")

SECRET = "a-word-of-the-environment"
LONGEST = 900
# characters of a message
MOST = 1_000
# lines of messages
MEMORY = 400 << 20
SETS = (ledgers, sources, briefs, looks, places, outputs, papers)
CASES = {case.name: case for module in SETS for case in module.cases()}
REFUSED: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "public" / "outcomes.toml").read_text("utf-8")
)["refused"]
# what comes of the cases whose code is "*"; those that are not here build
GIANTS = {
    "a ledger of 15 MB of comments",
    "a ledger of 3 MB of line ends",
    "a manifest of more than two hundred thousand editions",
    "a source of a million lines",
    "a statement in a hundred languages",
    "a template that writes a long table",
    "a template that writes definitions",
    "a thousand sources",
    "forty sources of 1.5 MB in little memory",
    "templates of three hundred files",
    "thirty thousand unknown keys",
    "three sources of 1.5 MB",
    "twelve sources of 15 MB of nothing",
    "twenty briefs of one title",
    "twenty thousand and one facts",
}
# that take more than a second
SLOW: tuple[tuple[pytest.MarkDecorator, ...], ...] = ((), (pytest.mark.slow,))
LINE = re.compile(
    r"(?:(?P<place>[^:]*(?:\([^)]*\))?[^:]*):(?:(?P<line>\d+):)? )?"
    r"(?P<severity>error|warning|note) (?P<code>[a-z0-9-]+): "
)


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    """One warm process for all cases."""
    made = Nursery(BRIEFBOOK_SECRET=SECRET)
    yield made
    made.close()


@pytest.fixture(scope="module")
def built(nursery: Nursery, tmp_path_factory, small) -> Path:
    """The small workspace with an output of an earlier build in it."""
    root = tmp_path_factory.mktemp("before") / "desk"
    for name, data in small.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    first = nursery.run("build", "--to", "docx,pdf,html,md", folder=root)
    assert first.status == 0, first.err
    return root


@pytest.mark.parametrize("name", [pytest.param(name, marks=SLOW[name in GIANTS]) for name in CASES])
def test_a_hostile_input_of_the_public_set_gets_its_answer(nursery, built, tmp_path, request, name):
    case = CASES[name]
    if case.user and os.geteuid():
        pytest.skip("only root may run as somebody else")
    root = (open_to_all(request) if case.user else tmp_path) / "desk"
    shutil.copytree(built, root, symlinks=True)
    if case.user:
        for path in (root, *root.rglob("*")):
            path.chmod(0o777 if path.is_dir() else 0o666)
    changed(root, case)
    before = written(root)
    for step in case.steps:
        nursery.run(*step, folder=root)
    more = {"memory": case.memory} if case.memory else {}
    ran = nursery.run(*case.command, folder=root, user=case.user, **more)
    told(ran, case)
    if ran.status:
        assert written(root) == before
    elif case.command[0] in ("build", "bind"):
        for path in sorted(root.glob("**/[!.]*.*")):
            given = path.relative_to(root).parts[0] in ("templates", "seeds", "papers")
            if path.suffix in (".docx", ".pdf", ".html") and not given:
                data = path.read_bytes()
                assert not path.is_symlink()
                assert active.found(path.name, data) == []
                assert active.leaks(path.name, data, root) == []
                if case.words and path.suffix != ".pdf":
                    said = spoken(path.name, data)
                    assert not [each for each in case.words if each not in said], said[:2000]
    if ran.status and "-o" in case.command and case.command[0] == "propose":
        ledger = root / case.command[-1]
        given = case.changes.get(case.command[-1])
        assert callable(given) or ledger.exists() == (given is not None)
        if isinstance(given, str | bytes):
            assert ledger.read_bytes() == (given.encode() if isinstance(given, str) else given)
    if "victim.txt" in case.changes:
        assert (root / "victim.txt").read_text() == case.changes["victim.txt"]
    assert not [path for path in (root / "out").rglob("*") if path.name.endswith((".part", ".old"))]


def spoken(name: str, data: bytes) -> str:
    """The words of a Word file or a page, as a reader sees them."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            page = archive.read("word/document.xml").decode("utf-8")
        return html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", page)))
    return html.unescape(re.sub(r"<[^>]*>", "", data.decode("utf-8")))


def open_to_all(request: pytest.FixtureRequest) -> Path:
    """A folder that other users may enter."""
    folder = Path(tempfile.mkdtemp(prefix="briefbook-"))
    request.addfinalizer(lambda: shutil.rmtree(folder, ignore_errors=True))
    folder.chmod(0o755)
    return folder


def changed(root: Path, case: Case) -> None:
    for name, what in case.changes.items():
        path = root / (name if isinstance(name, str) else name.decode("utf-8", "surrogateescape"))
        path.parent.mkdir(parents=True, exist_ok=True)
        if callable(what):
            what(path)
        else:
            path.write_bytes(what.encode("utf-8", "surrogatepass") if isinstance(what, str) else what)


def told(ran, case: Case) -> None:
    """What a run said and how it ended is what must be."""
    assert "Traceback" not in ran.err, ran.err[-3000:]
    assert "internal-error" not in ran.err, ran.err[-1000:]
    if "*" in case.code:
        found = (match for line in ran.err.split("\n") if (match := LINE.match(line)))
        codes = sorted({match["code"] for match in found if match["severity"] == "error"})
        wanted = REFUSED.get(case.name)
        assert (ran.status, codes) == ((0, []) if wanted is None else (1, wanted)), ran.err[:1500]
        case = replace(case, code="" if wanted is None else ".", place="")
    assert ran.status == (case.status if case.status is not None else int(bool(case.code))), (
        ran.status,
        ran.err[:1500],
    )
    assert ran.memory < (case.memory or MEMORY), f"{ran.memory >> 20} MB"
    lines = ran.err.split("\n")
    assert len(lines) <= MOST, len(lines)
    assert max(map(len, lines)) < LONGEST, max(lines, key=len)[:300]
    for text in (ran.out, ran.err):
        assert SECRET not in text
        assert all(char.isprintable() or char in "\n\u00a0\u202f\u3000\u2009" for char in text), ascii(
            text[:500]
        )
        assert not [word for word in case.absent if word in text]
    found = [match for line in lines if (match := LINE.match(line))]
    errors = [
        match for match in found if match["severity"] == "error" and match["code"] in case.code.split("|")
    ]
    assert errors or case.code in ("", "."), ran.err[:1500]
    first = next(iter(case.changes), "")
    place = case.place if case.place is not None else first if isinstance(first, str) else ""
    if case.code and place:
        there = [match for match in errors if place in (match["place"] or "")]
        assert there, ran.err[:1500]
        assert not case.line or any(match["line"] for match in there), ran.err[:1500]
    assert not case.warns or case.warns in {match["code"] for match in found}, ran.err[:1500]


def written(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / "out").glob("[!.]*")) if path.is_file()}


def test_every_outcome_that_is_written_down_is_of_a_case_that_leaves_it_open():
    assert set(REFUSED) <= {name for name, case in CASES.items() if "*" in case.code}
