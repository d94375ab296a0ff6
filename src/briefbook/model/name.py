"""A name as the brief writes it: what an officer has decided in `names.toml`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One name: its preferred form and every other form that sources use."""

    preferred: str
    aliases: tuple[str, ...] = ()
    native: str = ""
    # in its own script
    title: str = ""
    pronunciation: str = ""
    rank: int | None = None
    # order of precedence, counted from 1; None = not ranked
    gloss: str = ""
    # what is set in brackets behind the name where it first stands
    kind: str = ""
    # person | country | place | organisation | "" (not said)
    path: str = ""
    # the names.toml it stands in, relative to the workspace
    index: int = 0
    # its place in the file, counted from 0

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form that the file knows, the preferred one first."""
        return tuple(dict.fromkeys(filter(None, (self.preferred, *self.aliases, self.native))))
