"""Case files, small workspaces and the command line: what the tests of the front half share."""

from __future__ import annotations

import multiprocessing
import signal
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from briefbook import api, cli, pipeline, resources
from briefbook.isolation import crew
from briefbook.model.diagnostic import Diagnostic
from briefbook.model.inputs import Collection, File, Inputs
from casefile import read_cases

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options that change what is expected; the gate gives neither of them."""
    parser.addoption("--accept", action="store_true", help="raise floors to what is reached")
    parser.addoption(
        "--lower-floors", action="store_true", help="set floors to what is reached, lower ones too"
    )


@pytest.fixture(autouse=True, scope="session")
def stoppable() -> None:
    """Programs that tests start heed Ctrl-C, also where a shell put the gate into the background."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True, scope="session")
def forks() -> None:
    """Workers are forks here although the runner of the tests may have a thread; new processes cost more."""
    if "fork" in multiprocessing.get_all_start_methods():
        crew.method = lambda: "fork"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for a `case` gets those of `cases/<its module's name>.txt`."""
    if "case" in metafunc.fixturenames:
        module = Path(metafunc.module.__file__ or "")
        found = list(read_cases(module.parent / "cases" / f"{module.stem.removeprefix('test_')}.txt"))
        metafunc.parametrize("case", found, ids=[case.name.replace(" ", "-") for case in found])


# ── a workspace on disk ──────────────────────────────────────────────────────


@dataclass(frozen=True)
class Ran:
    """What a command came to."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Space:
    """A workspace in a temporary folder, and the command line over it."""

    root: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> Ran:
        """Run `briefbook -C <root> …` in this process."""
        return self.run_bare("-C", str(self.root), *arguments)

    def run_bare(self, *arguments: str) -> Ran:
        """Run `briefbook …` in this process."""
        self.capsys.readouterr()
        try:
            status = cli.main(arguments)
        except SystemExit as leaving:
            status = int(leaving.code or 0)
        captured = self.capsys.readouterr()
        assert "Traceback" not in captured.err
        assert "internal-error" not in captured.err
        return Ran(status, captured.out, captured.err)

    def write(self, name: str, content: str | bytes) -> Path:
        """Write a file of the workspace as it is given."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    def read(self, name: str) -> str:
        """Read a file of the workspace."""
        return (self.root / name).read_bytes().decode("utf-8")

    def change(self, name: str, old: str, new: str) -> int:
        """Replace the first occurrence of some words; the line where they stood."""
        text = self.read(name)
        assert old in text, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))
        return text.count("\n", 0, text.index(old)) + 1

    def files(self) -> dict[str, bytes]:
        """Every file of the workspace by its path, without what an output folder notes of itself."""
        found = (path for path in sorted(self.root.rglob("*")) if path.is_file())
        named = {path.relative_to(self.root).as_posix(): path for path in found}
        return {name: path.read_bytes() for name, path in named.items() if "/.briefbook/" not in name}


@pytest.fixture
def space(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Space:
    """A workspace with one small collection of its own, all invented."""
    made = Space(tmp_path / "desk", capsys)
    for name, data in SMALL.items():
        made.write(name, data)
    return made


@pytest.fixture
def example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Space:
    """The workspace that `briefbook init` makes."""
    made = Space(tmp_path / "desk", capsys)
    assert api.init(made.root) == ()
    return made


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that is not part of the checkout."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not (folder / "workspace" / "seeds").is_dir():
        pytest.skip("the folder ../shared with the real collection is not beside this checkout")
    return folder


# ── a workspace in memory ────────────────────────────────────────────────────


def inputs(files: Mapping[str, bytes], brief_id: str = "lake-visit", collection: str = "lake") -> Inputs:
    """What one brief is made of, from files held in memory."""
    held = {name: File(name, data) for name, data in files.items()}
    folder = f"seeds/{collection}"
    brief = held.get(f"briefs/{brief_id}.toml", File(f"briefs/{brief_id}.toml", refused="is not there"))
    sources = {
        name: file
        for name, file in held.items()
        if name.startswith(f"{folder}/") and not name.endswith(".toml")
    }
    gathered = Collection(
        collection, folder, held.get(f"{folder}/sources.toml"), held.get(f"{folder}/facts.toml"), sources
    )
    own = {
        name.removeprefix("templates/"): file.data.decode("utf-8")
        for name, file in held.items()
        if name.startswith("templates/")
    }
    return Inputs(brief_id, brief, (gathered,), pipeline.sections([brief]), own, held.get("briefbook.toml"))


@pytest.fixture(scope="session")
def outcome() -> Callable[..., pipeline.Outcome]:
    """Build the small workspace, with some files changed, in memory: `outcome({name: text}, "md")`."""

    def build(changes: Mapping[str, str | bytes] | None = None, *formats: str) -> pipeline.Outcome:
        new = {
            name: data.encode("utf-8") if isinstance(data, str) else data
            for name, data in (changes or {}).items()
        }
        return pipeline.build(inputs({**SMALL, **new}), formats or ("md",))

    return build


@pytest.fixture(scope="session")
def example_inputs() -> Inputs:
    """The example of `briefbook init`, in memory."""
    return inputs(resources.example(), "harbour-visit", "harbour-visit")


@pytest.fixture(scope="session")
def change_inputs() -> Callable[[Inputs, str, bytes], Inputs]:
    """Inputs with the bytes of one file replaced."""

    def changed(before: Inputs, name: str, data: bytes) -> Inputs:
        if name == before.brief.path:
            return replace(before, brief=File(name, data), sections=pipeline.sections([File(name, data)]))
        (gathered,) = before.collections
        for part in ("sources", "facts"):
            if name == f"{gathered.folder}/{part}.toml":
                return replace(before, collections=(replace(gathered, **{part: File(name, data)}),))
        files = {**gathered.files, name: File(name, data)}
        return replace(before, collections=(replace(gathered, files=files),))

    return changed


@pytest.fixture(scope="session")
def small() -> Mapping[str, bytes]:
    """The files of the small workspace."""
    return SMALL


@pytest.fixture(scope="session")
def told() -> Callable[[Iterator[Diagnostic]], list[str]]:
    """Diagnostics as a person reads them, without the sentence: `path:line: severity code`."""

    def tell(found: Iterator[Diagnostic]) -> list[str]:
        return [f"{item.path}:{item.line}: {item.severity} {item.code}" for item in found]

    return tell


def _file(text: str) -> bytes:
    return textwrap.dedent(text).lstrip("\n").encode("utf-8")


SMALL: dict[str, bytes] = {
    "seeds/lake/mirror-2031-04-02.txt": _file(
        """
        Ostrava Bay, 2 April 2031. President Ilma Verrin of Tolmark arrived on Monday.

        The two presidents signed a Fisheries Accord. Exports reached $13.5 million in 2030,
        up from $9.2 million in 2029. Some 1,250 students took part.

        Ms Verrin said: "The lake belongs to both shores."
        """
    ),
    "seeds/lake/sources.toml": _file(
        """
        [[source]]
        id = "mirror-2031-04-02"
        path = "mirror-2031-04-02.txt"
        title = "Tolmark's president on the lake"
        publisher = "The Bay Mirror"
        date = 2031-04-02
        lang = "en"
        kind = "press"
        """
    ),
    "seeds/lake/facts.toml": _file(
        """
        [[fact]]
        id = "fisheries-accord"
        section = "outcomes"
        tags = ["signed"]
        statement = "The presidents signed a Fisheries Accord."
        priority = "must"
          [[fact.quote]]
          source = "mirror-2031-04-02"
          exact = "The two presidents signed a Fisheries Accord"

        [[fact]]
        id = "exports-2030"
        section = "economy"
        statement = "Exports reached $13.5 million in 2030."
          [[fact.quote]]
          source = "mirror-2031-04-02"
          exact = "Exports reached $13.5 million in 2030, up from $9.2 million in 2029"

        [[fact]]
        id = "students"
        section = "community"
        statement = "Some 1,250 students took part."
          [[fact.quote]]
          source = "mirror-2031-04-02"
          exact = "Some 1,250 students took part"
        """
    ),
    "briefs/lake-visit.toml": _file(
        """
        title = "Visit of the President of Tolmark to Ostrava Bay"
        lang = "en"
        collections = ["lake"]
        sections = ["economy", "community", "outcomes"]
        formats = ["md"]
        date = 2031-04-09

          [visit]
          visitor = "Tolmark"
          host = "Ostrava Bay"
          level = "state"
          from = 2031-04-01
          to = 2031-04-03
        """
    ),
}
