"""Every limit in one table: what it bounds, and between which values a workspace may set it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit as users know it; what goes over it is refused, and the message names it."""

    name: str
    value: int
    unit: str
    bounds: str
    least: int
    most: int
    # both 0: it cannot be set

    @property
    def is_fixed(self) -> bool:
        """Whether no workspace may set it."""
        return not self.most


def _fixed(name: str, value: int, unit: str, bounds: str) -> Limit:
    return Limit(name, value, unit, bounds, 0, 0)


TABLE: tuple[Limit, ...] = (
    Limit("seconds", 60, "seconds", "the making, checking or reading of one thing", 1, 3_600),
    Limit("fact_milliseconds", 50, "milliseconds", "what each fact adds to seconds", 0, 1_000),
    Limit("memory", 1_024, "MiB", "the memory for it, beyond what the program itself takes", 64, 65_536),
    Limit("fact_memory", 512, "KiB", "what each fact adds to memory", 0, 16_384),
    Limit("file_bytes", 16 * MIB, "bytes", "one file: source, ledger, brief, template", 65_536, 256 * MIB),
    Limit("collection_files", 10_000, "files", "one collection", 1, 100_000),
    Limit("collection_bytes", 256 * MIB, "bytes", "what is read of one collection", 65_536, 4_096 * MIB),
    Limit("facts", 20_000, "facts", "one ledger", 1, 200_000),
    Limit("text_letters", 100_000, "characters", "one text in a ledger or brief", 100, 1_000_000),
    Limit("names", 2_000, "names", "one names.toml", 1, 20_000),
    Limit("letterheads", 50, "files", "the Word files below templates/", 1, 500),
    Limit("fonts", 40, "files", "the font files below templates/fonts/", 1, 400),
    Limit("template_file", 256 * 1024, "characters", "one template", 20_000, 4 * MIB),
    Limit("template_steps", 400_000, "turns", "what the loops and macros of a brief do", 1_000, 100_000_000),
    Limit(
        "template_output", 1_000_000, "characters", "what the templates of a brief yield", 1_000, 100_000_000
    ),
    Limit("template_seconds", 5, "seconds", "what the templates of a brief take", 1, 600),
    Limit("note_steps", 20_000, "turns", "what the template of one note does", 100, 1_000_000),
    Limit("note_output", 200_000, "characters", "what the template of one note yields", 1_000, 10_000_000),
    Limit("editions", 200_000, "editions", "one manifest", 1, 1_000_000),
    Limit("archive_members", 500, "members", "one letterhead (Word file)", 10, 10_000),
    Limit("archive_bytes", 64 * MIB, "bytes", "one letterhead, unpacked", 65_536, 1_024 * MIB),
    Limit("archive_part", 8 * MIB, "bytes", "one XML part of a letterhead", 65_536, 256 * MIB),
    Limit("archive_elements", 400_000, "elements", "the XML of a letterhead", 1_000, 10_000_000),
    _fixed("archive_ratio", 100, "times", "how much a part of a letterhead may unpack to"),
    _fixed("library_bytes", 4 * MIB, "bytes", "a library of references that is imported"),
    _fixed("library_entries", 5_000, "entries", "a library of references that is imported"),
    _fixed("toml_depth", 32, "levels", "brackets in brackets in a TOML file"),
    _fixed("toml_parts", 32, "parts", "one dotted key in a TOML file"),
    _fixed("toml_digits", 64, "digits", "one number in a TOML file"),
    _fixed("marks", 30, "marks", "combining marks on one letter"),
)
KNOWN: Mapping[str, Limit] = {each.name: each for each in TABLE}
_values: ContextVar[Mapping[str, int]] = ContextVar("limits", default={})  # noqa: B039


def of(name: str) -> int:
    """The value of a limit: the workspace's own, or the one of the table."""
    return _values.get().get(name, KNOWN[name].value)


def now() -> Mapping[str, int]:
    """The limits that are set otherwise than in the table."""
    return _values.get()


def use(values: Mapping[str, int]) -> None:
    """Let these limits of a workspace hold from now on, and the table's for all others."""
    _values.set(dict(values))


@contextmanager
def used(values: Mapping[str, int]) -> Iterator[None]:
    """Let these limits of a workspace hold for a while."""
    token = _values.set(dict(values))
    try:
        yield
    finally:
        _values.reset(token)
