"""The package's own data: shipped templates and themes, word lists, the example workspace."""

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def templates() -> dict[str, str]:
    """Every shipped template and theme by its path below `templates/`, e.g. "sections/economy.md.j2"."""
    root = _templates_root()
    found = sorted(path for path in root.rglob("*") if path.suffix in (".j2", ".toml"))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in found}


@cache
def words(lang: str) -> bytes:
    """The word list of a language, or b"" where none is shipped."""
    path = _PACKAGE / "data" / "words" / f"{lang}.toml"
    return path.read_bytes() if lang.isalpha() and path.is_file() else b""


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a word list."""
    return tuple(sorted(path.stem for path in (_PACKAGE / "data" / "words").glob("*.toml")))


@cache
def language_tables() -> dict[str, dict[str, bytes]]:
    """The shipped tables of every language: language to topic to TOML."""
    root = _PACKAGE / "data" / "languages"
    found: dict[str, dict[str, bytes]] = {}
    for path in sorted(root.glob("*/*.toml")):
        found.setdefault(path.parent.name, {})[path.stem] = path.read_bytes()
    return found


@cache
def fingerprint() -> str:
    """A hash of all that the package is made of: code, word lists, shipped templates and themes."""
    digest = hashlib.sha256()
    found = sorted(path for path in _PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    for path in found:
        data = path.read_bytes()
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()}\0{len(data)}\0".encode() + data)
    for name, text in templates().items():
        digest.update(f"{name}\0{len(text)}\0{text}".encode())
    return digest.hexdigest()


def example() -> dict[str, bytes]:
    """The small workspace that `briefbook init` makes: relative path to bytes."""
    root = _PACKAGE / "data" / "example"
    found = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def _templates_root() -> Path:
    installed = _PACKAGE / "templates"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "templates"
