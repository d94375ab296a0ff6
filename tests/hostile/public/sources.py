"""Lists of sources, their texts, names and words of languages that are wrong."""

from collections.abc import Iterator

from public.case import NAMES, SOURCES, TEXT, Case, fact, giant, said, source

RIGHT = fact()


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _sources()
    yield from _texts()
    yield from _long()
    yield from _names()
    yield from _languages()


SOURCES_OUTSIDE = (
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\\\x.txt",
    "\\\\\\\\host\\\\x.txt",
    "file:///etc/passwd",
    "https://example.org/x.txt",
    "a/../../../x.txt",
    "..",
    "//host/x",
    "~/../x/../../y",
)
SOURCES_WRONG = {
    "date": ('"yesterday"', "2031-04-02T00:00:00"),
    "lang": ('"Eng lish"', '"e\\nn"', '"en-' + "x" * 5000 + '"'),
    "kind": ('"press release"',),
    "reliability": ('"G"', "1"),
}
SOURCES_TEXTS = {
    "Windows-1252": "It was signed. “signed a Fisheries Accord”".encode("cp1252"),
    "UTF-16": "The two presidents signed a Fisheries Accord.".encode("utf-16"),
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "NUL": b"The two presidents signed a Fisheries Accord.\0",
    "marks": "The two presidents signed a Fisheries Accord. a" + "\u0301" * 500,
    "marks of several kinds": "a" + "\u0301\u0327" * 60_000,
}
SOURCES_HARMLESS = "The two presidents signed a Fisheries Accord. Exports reached $13.5 million in 2030, up from $9.2 million in 2029. Some 1,250 students took part.\n"
SOURCES_LONG = {
    "one line of 2 MB": SOURCES_HARMLESS.replace("\n", " ") + "fish and chips " * 130_000,
    "a million lines": SOURCES_HARMLESS + "x\n" * 1_000_000,
    "quotation marks": SOURCES_HARMLESS + '"“„«' * 100_000,
    "brackets": SOURCES_HARMLESS + "([{" * 100_000,
    "digits": SOURCES_HARMLESS + "1" * 300_000,
    "digits and points": SOURCES_HARMLESS + "1.1," * 100_000,
    "dates": SOURCES_HARMLESS + "3/4/2031 " * 50_000,
    "months": SOURCES_HARMLESS + "March May " * 60_000,
    "dollars": SOURCES_HARMLESS + "$ € £ % " * 60_000,
    "capitals": SOURCES_HARMLESS + "President Prime Minister " * 30_000,
    "hyphens": SOURCES_HARMLESS + "-–—" * 100_000,
    "abbreviations": SOURCES_HARMLESS + "St. Mr. Dr. No. " * 30_000,
    "blanks": SOURCES_HARMLESS + " " * 1_000_000,
    "spaces of other kinds": SOURCES_HARMLESS + "\u00a0\u2009\u202f\u3000" * 100_000,
    "letters that compose": SOURCES_HARMLESS + "\u1100\u1161\u11a8" * 60_000,
    "Arabic": SOURCES_HARMLESS + "السلام " * 60_000,
    "signs of the astral planes": SOURCES_HARMLESS + "😀" * 200_000,
}


def _sources() -> Iterator[Case]:
    for path in SOURCES_OUTSIDE:
        yield Case(
            f"a source at {path}",
            {SOURCES: source(path=f'"{path}"')},
            "outside-workspace|missing-file",
            line=True,
        )
    yield Case(
        "a source with a path of 5,000 letters",
        {SOURCES: source(path=said("a" * 5000 + ".txt"))},
        "missing-file",
        line=True,
    )
    yield Case(
        "a source with a path of NUL",
        {SOURCES: source(path='"a\\u0000b.txt"')},
        "control-character",
        line=True,
    )
    yield Case(
        "a source that is its own list",
        {SOURCES: source(path='"sources.toml"')},
        "missing-file|unreadable-source",
        line=True,
    )
    yield Case(
        "a source that is the folder",
        {SOURCES: source(path='"."')},
        "missing-file|outside-workspace|unreadable-source",
        line=True,
    )


def _texts() -> Iterator[Case]:
    for url in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "//evil.example",
        "ms-word:ofe|u|x",
        "smb://x/y",
        "https://a b",
        "\\u0000https://x",
    ):
        yield Case(
            f"a source with the address {url}",
            {SOURCES: source(url=f'"{url}"')},
            "bad-value|control-character",
            line=True,
        )
    for key, values in SOURCES_WRONG.items():
        for value in values:
            yield Case(
                f"a source with {key} = {value[:20]}",
                {SOURCES: source(**{key: value})},
                "bad-date|bad-value|wrong-type|control-character",
                line=True,
            )
    yield Case("two sources of one id", {SOURCES: source() * 2}, "duplicate-id", line=True)
    yield Case(
        "two sources of one file", {SOURCES: source() + source(id='"other"')}, "duplicate-id", line=True
    )
    yield Case(
        "a thousand sources that are not there",
        {SOURCES: source() + "".join(source(id=f'"s{n}"', path=f'"s{n}.txt"') for n in range(1_000))},
        "missing-file",
        line=True,
    )
    yield Case("a list of sources that is a ledger", {SOURCES: RIGHT}, "unknown-key", line=True)
    yield Case(
        "digests of digests",
        {SOURCES: source(kind='"note"', digests="{ publisher = { publisher = 1 } }")},
        "wrong-type",
        line=True,
    )


def _long() -> Iterator[Case]:
    for name, data in SOURCES_TEXTS.items():
        yield Case(f"a source in {name}", {TEXT: data}, "not-utf8|unreadable-source", place=TEXT)
    yield Case(
        "a source of 17 MB",
        {TEXT: giant(17 << 20, b"They signed a Fisheries Accord.\n")},
        "unreadable-file",
        place=SOURCES,
        line=True,
    )
    for name, text in SOURCES_LONG.items():
        yield Case(f"a source of {name}", {TEXT: text}, command=("build", "--to", "md"))
    for name in ("dates", "digits and points", "capitals", "one line of 2 MB"):
        yield Case(f"a check of a source of {name}", {TEXT: SOURCES_LONG[name][:200_000]}, command=("check",))


def _names() -> Iterator[Case]:
    row = "[[name]]\npreferred = {}\n"
    wrong = {
        "a number": (row.format("7"), "wrong-type"),
        "nothing": ("[[name]]\n", "missing-key"),
        "a name that turns round": (row.format(said("Ilma \u202e Verrin")), "deceiving-character"),
        "a form of two": (
            row.format('"Ilma Verrin"')
            + 'aliases = ["X Y"]\n'
            + row.format('"Else"')
            + 'aliases = ["X Y"]\n',
            "duplicate-name",
        ),
        "a rank below the first": (row.format('"Ilma Verrin"') + "rank = -1\n", "bad-value"),
        "too many": ("".join(row.format(f'"N {n}"') for n in range(2001)), "too-large"),
        "no TOML": ("[[name]", "toml-syntax"),
        "other bytes": ("Ильма".encode("cp1251"), "not-utf8"),
    }
    for name, (text, code) in wrong.items():
        yield Case(f"names: {name}", {NAMES: text}, code, line=name != "too many")
    yield Case(
        "names: an alias of a hundred thousand letters",
        {NAMES: row.format('"Ilma Verrin"') + f"aliases = [{said('a b ' * 24_000)}]\n"},
    )
    yield Case(
        "names of patterns", {NAMES: row.format(said("(a+)+$" * 50)) + f"aliases = [{said('.*' * 500)}]\n"}
    )


def _languages() -> Iterator[Case]:
    wrong = {
        "languages/en/figures.toml": ("[[x]]\n", "unknown-key"),
        "languages/en/dates.toml": ("months = 7\n", "wrong-type|unknown-key|bad-value"),
        "languages/en/figurs.toml": ("", "bad-value"),
        "languages/EN!/dates.toml": ("", "bad-value"),
        "languages/fr/stance.toml": ("a = [", "toml-syntax"),
        "languages/dates.toml": ("", "bad-value"),
    }
    for path, (text, code) in wrong.items():
        yield Case(f"words of a language in {path}", {path: text}, code)
