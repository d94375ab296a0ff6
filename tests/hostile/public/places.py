"""What lies in a workspace or an output folder and is no file, not ours to read, or oddly called."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from public.case import (
    BRIEF,
    CONFIG,
    FACTS,
    NAMES,
    SECTION,
    SOURCES,
    TEXT,
    THEME,
    Case,
    brief,
    folder,
    giant,
    gone,
    link,
    listener,
    locked,
    moved,
    pipe,
)

ALL = ("build", "--to", "md,html")
REFUSED = (
    "unreadable-file|unreadable-source|missing-file|bad-theme|unknown-brief|quote-not-found|no-workspace"
    "|template-error"
)
NOBODY = 65534


def loop(path: Path) -> None:
    """A link to itself."""
    gone(path)
    path.symlink_to(path.name)


def zeros(path: Path) -> None:
    """A device without end; a link to it where a device may not be made."""
    gone(path)
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except OSError:
        path.symlink_to("/dev/zero")


def deep(path: Path) -> None:
    """A folder in a folder, two hundred times."""
    for _ in range(200):
        path = path / "d"
        path.mkdir(parents=True, exist_ok=True)
        if len(str(path)) > 3000:
            break
    (path / "x.txt").write_text("x")


def crowd(path: Path) -> None:
    """A thousand empty sources."""
    path.mkdir(exist_ok=True)
    for number in range(1_000):
        (path / f"s{number}.txt").touch()


ODD = {
    "a link to a file of the machine": link("/etc/passwd"),
    "a link to a file beside it": link("facts.toml.txt"),
    "a link to nothing": link("nowhere"),
    "a link to itself": loop,
    "a link to a device": link("/dev/zero"),
    "a pipe": pipe,
    "a socket": listener,
    "a device": zeros,
    "a folder": folder,
}


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _in_place_of_files()
    yield from _folders()
    yield from _sources()
    yield from _briefs()
    yield from _amounts()


def _in_place_of_files() -> Iterator[Case]:
    for what, make in ODD.items():
        for path in (TEXT, FACTS, SOURCES, BRIEF, CONFIG, SECTION, THEME, NAMES):
            if path in (THEME, SECTION) and what == "a folder":
                # a folder below templates/ is looked into, and this one is empty
                continue
            # a folder is none of the files that are read: a ledger is missed, the others need not be there
            held = what != "a folder" or path not in (SOURCES, NAMES)
            place = "" if path in (BRIEF, TEXT) or what == "a folder" else None
            yield Case(
                f"{what} in place of {path}", {path: make}, REFUSED if held else "", place=place, command=ALL
            )
    yield Case(
        "a link in place of a manifest",
        {"m.toml": link("/etc/passwd")},
        REFUSED,
        command=("build", "--manifest", "m.toml"),
    )
    yield Case(
        "a pipe in place of a manifest", {"m.csv": pipe}, REFUSED, command=("build", "--manifest", "m.csv")
    )
    yield Case(
        "a pipe in place of a library", {"x.bib": pipe}, REFUSED, command=("sources", "import", "x.bib")
    )
    yield Case(
        "a device in place of a library",
        {"x.json": link("/dev/zero")},
        REFUSED,
        command=("sources", "import", "x.json"),
    )
    for path in (FACTS, SOURCES, BRIEF):
        code = REFUSED if path != SOURCES else ""
        yield Case(f"nothing in place of {path}", {path: gone}, code, place="", command=ALL)
    for path in (TEXT, FACTS, SOURCES, BRIEF, CONFIG, SECTION):
        change = {path: locked} if path not in (CONFIG, SECTION) else {path: _locked_new}
        yield Case(
            f"{path} that may not be read",
            change,
            REFUSED,
            place="" if path in (BRIEF, TEXT) else None,
            command=ALL,
            user=NOBODY,
        )


def _locked_new(path: Path) -> None:
    path.write_text("")
    path.chmod(0)


def _folders() -> Iterator[Case]:
    for name in ("seeds", "seeds/lake", "briefs"):
        yield Case(
            f"a link in place of the folder {name}",
            {name: moved("elsewhere")},
            REFUSED,
            place="",
            command=ALL,
        )
        yield Case(
            f"a file in place of the folder {name}", {name: put_a_file}, REFUSED, place="", command=ALL
        )
        yield Case(
            f"the folder {name} that may not be read",
            {name: locked},
            REFUSED,
            place="",
            command=ALL,
            user=NOBODY,
        )
    yield Case(
        "a link in place of the folder templates",
        {SECTION: "x", "templates": moved("elsewhere")},
        REFUSED,
        place="templates",
        command=ALL,
    )
    yield Case(
        "a link in place of a folder of templates",
        {SECTION: "x", "templates/sections": moved("elsewhere")},
        warns="template-unused",
        command=ALL,
    )
    yield Case("a link from a collection to the whole machine", {"seeds/lake/all": link("/")}, command=ALL)
    yield Case("a link from a collection to itself", {"seeds/lake/self": link(".")}, command=ALL)
    yield Case("a folder two hundred deep", {"seeds/lake/d": deep}, command=ALL)


def put_a_file(path: Path) -> None:
    """A file where a folder is meant."""
    gone(path)
    path.write_text("x")


NAMES_HARMLESS = "Nothing of note.\n"
NAMES_SOURCES = {
    "bytes that are no letters": b"seeds/lake/caf\xe9\xff.txt",
    "a line end": "seeds/lake/a\nb.txt",
    "control signs": "seeds/lake/a\x1b[2Jb.txt",
    "signs that turn round": "seeds/lake/a\u202etxt.exe.txt",
    "marks of a shell": "seeds/lake/$(touch x);`id` & 'a'.txt",
    "a dash": "seeds/lake/-rf.txt",
    "255 bytes": "seeds/lake/" + "a" * 251 + ".txt",
    "a space at its end": "seeds/lake/a .txt",
    "nothing but an ending": "seeds/lake/.txt",
    "a tilde": "seeds/lake/~root.txt",
    "capitals": TEXT.upper().replace("SEEDS/LAKE", "seeds/lake"),
    "accents in two writings": "seeds/lake/e\u0301.txt",
    "a percent sign": "seeds/lake/%2e%2e%2f.txt",
    "braces": "seeds/lake/{{ 7*7 }}.txt",
}
NAMES_ODD = {
    "bytes that are no letters": (b"briefs/caf\xe9.toml", "*"),
    "a line end": ("briefs/a\nb.toml", "*"),
    "control signs": ("briefs/a\x1b[2Jb.toml", "*"),
    "signs that turn round": ("briefs/a\u202eb.toml", "*"),
    "a dash": ("briefs/-rf.toml", "*"),
    "a name of Windows": ("briefs/con.toml", "*"),
    "250 bytes": ("briefs/" + "a" * 245 + ".toml", "bad-name"),
    "a space": ("briefs/ .toml", "*"),
    "dots": ("briefs/...toml", "*"),
    "capitals": ("briefs/Lake-Visit.toml", "same-name"),
    "the name of an annex": ("briefs/lake-visit-annex.toml", "same-name"),
    "marks of markup": ("briefs/<b>&amp;.toml", "*"),
    "percent signs": ("briefs/%s%n%(x)s.toml", "*"),
    "braces": ("briefs/{0.__class__}.toml", "*"),
    "colons": ("briefs/a:b.toml", "*"),
}
NAMES_ODD_TEMPLATES = {
    "bytes that are no letters": b"templates/sections/caf\xe9.md.j2",
    "control signs": "templates/sections/a\x1b[2J.md.j2",
    "a line end": "templates/a\nb/x.md.j2",
    "braces": "templates/sections/{{x}}.md.j2",
    "dots": "templates/sections/....md.j2",
}


def _sources() -> Iterator[Case]:
    for what, name in NAMES_SOURCES.items():
        yield Case(
            f"a source named with {what}", {name: NAMES_HARMLESS}, command=ALL, absent=("\x1b", "\u202e")
        )
        yield Case(
            f"a check of a source named with {what}",
            {name: NAMES_HARMLESS},
            command=("check", "-v"),
            absent=("\x1b", "\u202e"),
        )
    yield Case(
        "a source named with two writings of one accent",
        {"seeds/lake/\u00e9.txt": NAMES_HARMLESS, "seeds/lake/e\u0301.txt": NAMES_HARMLESS},
        command=ALL,
    )
    for what, (name, code) in NAMES_ODD.items():
        place = "" if code else None
        yield Case(
            f"a brief named with {what}",
            {name: brief()},
            code,
            place=place,
            command=ALL,
            absent=("\x1b", "\u202e"),
        )
        yield Case(
            f"a broken brief named with {what}",
            {name: "["},
            "toml-syntax|bad-name|same-name|*",
            place="",
            command=ALL,
            absent=("\x1b", "\u202e"),
        )
        yield Case(
            f"a brief named with {what}, in JSON",
            {name: brief()},
            "*",
            place="",
            command=(*ALL, "--json"),
            absent=("\x1b", "\u202e"),
        )


def _briefs() -> Iterator[Case]:
    for what, name in NAMES_ODD_TEMPLATES.items():
        yield Case(f"a template named with {what}", {name: "x"}, command=ALL, absent=("\x1b",))
        yield Case(
            f"a list of a template named with {what}",
            {name: "x"},
            command=("templates", "list"),
            absent=("\x1b",),
        )
        yield Case(
            f"mistakes of a template named with {what}",
            {name: "{{"},
            "*",
            place="",
            command=("templates", "lint"),
            absent=("\x1b",),
        )
    yield Case(
        "a folder of a collection of bytes that are no letters",
        {b"seeds/caf\xe9/facts.toml": ""},
        command=ALL,
    )
    yield Case(
        "a file of words of bytes that are no letters",
        {b"languages/caf\xe9/dates.toml": ""},
        "bad-value",
        place="",
        command=ALL,
    )
    yield Case(
        "a font named with bytes that are no letters", {b"templates/fonts/caf\xe9.ttf": "x"}, command=ALL
    )
    yield Case(
        "a letterhead named with bytes that are no letters", {b"templates/caf\xe9.docx": "x"}, command=ALL
    )


def _listed_only(path: Path) -> None:
    path.chmod(0o444)


def _amounts() -> Iterator[Case]:
    yield Case("a thousand sources", {"seeds/lake/many": crowd}, "*", command=ALL)
    many = {f"seeds/lake/big{number}.txt": giant(15 << 20, b"fish\n") for number in range(12)}
    yield Case(
        "a folder that may be listed and not entered",
        {"seeds/lake": _listed_only},
        REFUSED,
        place="",
        command=ALL,
        user=NOBODY,
    )
    yield Case(
        "twelve sources of 15 MB of nothing",
        many,
        "unreadable-source|too-large|unreadable-file",
        place="",
        command=ALL,
    )
    words = {f"seeds/lake/big{number}.txt": "fish and chips\n" * 100_000 for number in range(3)}
    yield Case("three sources of 1.5 MB", words, "*", place="", command=ALL)
    yield Case(
        "twenty briefs of one title",
        {f"briefs/b{number}.toml": brief() for number in range(20)},
        command=("build", "--to", "md"),
    )
    yield Case(
        "sixty briefs that are empty",
        {f"briefs/b{number}.toml": "" for number in range(60)},
        "missing-key",
        command=("build", "--to", "md"),
    )
    yield Case(
        "two hundred themes", {f"templates/themes/t{number}.toml": "" for number in range(200)}, command=ALL
    )
