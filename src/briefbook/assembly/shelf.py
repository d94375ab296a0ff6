"""Which file a template's name reaches: a brief's own, a language's, the workspace's, the shipped one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

FOLDERS = ("sections", "kinds", "notes", "themes", "parts")
# what stands below templates/; `parts` are pieces that other templates include
BRIEFS = "briefs"
# templates/briefs/<id>/… is for one brief alone
LANGUAGE = re.compile("[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
SHIPPED = "default/"
# a name with this prefix always means the shipped template


@dataclass(frozen=True, slots=True)
class Place:
    """What a path below templates/ says of a file."""

    name: str
    # by which templates are named: "sections/economy.md.j2"
    lang: str = ""
    # of a folder for one language
    brief: str = ""
    # of a folder for one brief


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that a name reaches."""

    path: str
    # below templates/
    text: str
    own: bool = True


def place(path: str) -> Place:
    """The name, language and brief of a path below templates/."""
    brief = lang = ""
    parts = path.split("/")
    if len(parts) > 2 and parts[0] == BRIEFS:
        brief, parts = parts[1], parts[2:]
    if len(parts) > 1 and parts[0] not in FOLDERS and LANGUAGE.fullmatch(parts[0]):
        lang, parts = parts[0], parts[1:]
    return Place("/".join(parts), lang, brief)


def reached(
    files: Mapping[str, str], brief: str = "", lang: str = "", *, own: bool = True
) -> dict[str, Shown]:
    """What each name reaches for a brief in a language: the brief's own, its language's, the rest."""
    found: dict[str, Shown] = {}
    weights: dict[str, tuple[bool, int]] = {}
    chain = languages(lang)
    for path, text in files.items():
        at = place(path)
        if at.brief not in ("", brief) or at.lang.lower() not in chain:
            continue
        weight = (bool(at.brief), len(chain) - chain.index(at.lang.lower()))
        if weight > weights.get(at.name, (False, 0)):
            weights[at.name], found[at.name] = weight, Shown(path, text, own)
    return found


def languages(lang: str) -> tuple[str, ...]:
    """The folders that count for a language, nearest first: fr-ca, fr, and the one without a language."""
    parts = lang.lower().split("-") if lang else []
    return (*("-".join(parts[:end]) for end in range(len(parts), 0, -1)), "")


def hidden(path: str, files: Iterable[str], shipped: Iterable[str]) -> Iterator[str]:
    """The files that one of a workspace's own stands before: more general ones, and the shipped one."""
    at = place(path)
    for other in files:
        than = place(other)
        if other != path and than.name == at.name and _covers(than, at):
            yield f"templates/{other}"
    yield from (f"(shipped) templates/{other}" for other in shipped if _stands_for(place(other), at))


def _covers(than: Place, at: Place) -> bool:
    return than.brief in ("", at.brief) and than.lang.lower() in languages(at.lang) and than != at


def _stands_for(than: Place, at: Place) -> bool:
    return than.name == at.name and than.lang.lower() in languages(at.lang)
