"""One marking for papers that travel together: the highest of theirs, by the Traffic Light Protocol."""

from collections.abc import Mapping

from briefbook.model.diagnostic import Diagnostic
from briefbook.text import shape

LEVELS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
# lowest first (FIRST, TLP 2.0)
OLDER = {"TLP:WHITE": "TLP:CLEAR"}
# names of TLP 1.0


def common(markings: Mapping[str, str], wanted: str = "") -> tuple[str, tuple[Diagnostic, ...]]:
    """The marking of a book, by those of its briefs' files; `wanted` may raise it, never lower it."""
    own = {path: marking for path, marking in markings.items() if marking}
    ranked = {path: _rank(marking) for path, marking in own.items()}
    known = {path: rank for path, rank in ranked.items() if rank is not None}
    highest = max(known, key=lambda path: known[path], default="")
    if wanted:
        rank = _rank(wanted)
        if rank is not None and highest and rank < known[highest]:
            message = (
                f"--marking {shape.shown(wanted)} is lower than this brief's {LEVELS[known[highest]]}; "
                f"a book is marked at least as high as each of its briefs"
            )
            return "", (Diagnostic("marking-too-low", message, path=highest),)
        return (wanted if rank is None else LEVELS[rank]), ()
    if len(set(own.values())) == 1:
        return next(iter(own.values())), ()
    free = [path for path, rank in ranked.items() if rank is None]
    return (LEVELS[known[highest]] if highest else ""), tuple(_unranked(path, own[path]) for path in free)


def _rank(marking: str) -> int | None:
    """The place of a marking in the order; None for words that have none."""
    plain = "".join(marking.split()).upper()
    plain = OLDER.get(plain, plain)
    return LEVELS.index(plain) if plain in LEVELS else None


def _unranked(path: str, marking: str) -> Diagnostic:
    message = (
        f"the marking {shape.shown(marking)} has no place in the order {' < '.join(LEVELS)}, so the "
        f"marking of the whole book is not known; say it with --marking"
    )
    return Diagnostic("marking-unordered", message, path=path, keys=("marking",))
