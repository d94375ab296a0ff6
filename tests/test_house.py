"""The rules of the house, asserted: sizes, layers' purity, names, no circle."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted((ROOT / "src").rglob("*.py"))
CODE = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "benchmarks").rglob("*.py"))]
MAX_FUNCTION, MAX_MODULE = 50, 400
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT / "src").with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> set[str]:
    """The modules that a file imports when it is imported, not those inside functions or for types only."""
    found: set[str] = set()
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
        pending += list(ast.iter_child_nodes(node))
    return found


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_module_is_longer_than_four_hundred_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE


@pytest.mark.parametrize("path", CODE, ids=name_of)
def test_no_function_is_longer_than_fifty_lines(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno + 1 > MAX_FUNCTION]
    assert long == []


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    assert [name_of(path) for path in CODE if VAGUE & {path.stem, *path.relative_to(ROOT).parts[:-1]}] == []


def test_the_model_imports_nothing_but_itself_and_the_standard_library() -> None:
    for path in (ROOT / "src" / "briefbook" / "model").glob("*.py"):
        foreign = {
            name
            for name in imports_of(path)
            if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("briefbook.model")
        }
        assert foreign == set(), name_of(path)


def test_no_two_modules_import_each_other_round_a_circle() -> None:
    modules = {module_of(path): path for path in SOURCES}
    packages = {name for name, path in modules.items() if path.name == "__init__.py"}
    graph = {
        name: {each for each in imports_of(path) if each in modules and each != name and each not in packages}
        for name, path in modules.items()
    }
    done: set[str] = set()

    def walk(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " > ".join((*trail, name))
        if name not in done:
            for following in graph[name]:
                walk(following, (*trail, name))
            done.add(name)

    for name in graph:
        walk(name, ())


def test_only_the_command_line_prints() -> None:
    for path in SOURCES:
        if "cli" not in path.parts:
            calls = [
                node
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
                if isinstance(node, ast.Call)
            ]
            assert not any(isinstance(call.func, ast.Name) and call.func.id == "print" for call in calls), (
                path.name
            )


def test_no_file_of_the_project_names_a_path_of_a_machine() -> None:
    told = ["/" + "work/", "/" + "home/", "/" + "root/", "/" + "tmp/", "." + "library/"]
    for path in [*CODE, *sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"]:
        text = path.read_text(encoding="utf-8")
        assert [word for word in told if word in text] == [], name_of(path)
