"""Names of people and places as sources write them, and whether two of them are one."""

from dataclasses import dataclass

from briefbook.text.languages import Language


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text, with the title before or after it."""

    start: int
    end: int
    # half-open offsets of the name alone
    written: str
    title: str = ""
    # the office, by its key in `data/languages/<lang>/names.toml`: "prime-minister"; "" where none is said
    title_written: str = ""
    title_start: int = -1
    title_end: int = -1
    kind: str = ""
    # person | country | place | organisation | "" (not known)


def find(text: str, language: Language) -> tuple[Name, ...]:
    """Every name of a text in order."""
    raise NotImplementedError


def same(first: str, second: str) -> bool:
    """Whether two spellings may be one name: accents, transliteration, initials and left-out parts."""
    raise NotImplementedError
