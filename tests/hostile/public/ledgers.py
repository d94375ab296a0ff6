"""Ledgers: bytes, TOML, shapes and values that are wrong."""

from collections.abc import Iterator

from public.case import FACTS, TEXT, Case, fact, giant, said, several

RIGHT = fact()
QUANTITY = '[[fact.quantity]]\nof = "fish"\nvalue = {}\nunit = "USD"\nwhen = "2030"\n'
ROOT_KEY = "[[fact]]\n"
DECISION = '[[resolution]]\nfacts = {}\nuse = "a"\nwhy = "so"\n'


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _bytes()
    yield from _syntax()
    yield from _shapes()
    yield from _signs()
    yield from _amounts()
    yield from _quotes()
    yield from _statements()


def _bytes() -> Iterator[Case]:
    wrong = {
        "UTF-16 with a mark": RIGHT.encode("utf-16"),
        "UTF-16 without one": RIGHT.encode("utf-16-le"),
        "UTF-32": RIGHT.encode("utf-32"),
        "Windows-1252": RIGHT.replace("They", "Théy").encode("cp1252"),
        "overlong slashes": b'[[fact]]\nid = "\xc0\xaf"\n',
        "half a letter at the end": RIGHT.encode() + b'# "\xe2\x82',
        "a half pair in bytes": b'a = "\xed\xa0\x80"\n',
        "a letter beyond Unicode": b'a = "\xf4\x90\x80\x80"\n',
        "a Word file": b"PK\x03\x04\x14\0\6\0" + bytes(range(256)) * 8,
    }
    yield from several(
        "a ledger in bytes",
        {name: {FACTS: data} for name, data in wrong.items()},
        code="not-utf8|toml-syntax",
        line=True,
    )
    yield Case("a ledger of NUL", {FACTS: bytes(4000)}, "toml-syntax", line=True)
    yield Case(
        "a ledger with line ends of Windows and a mark", {FACTS: "\ufeff" + RIGHT.replace("\n", "\r\n")}
    )
    yield Case(
        "a ledger with line ends of an old Macintosh",
        {FACTS: RIGHT.replace("\n", "\r")},
        "toml-syntax",
        line=True,
    )
    yield Case("a ledger of 17 MB of nothing", {FACTS: giant(17 << 20)}, "unreadable-file")
    yield Case("a ledger of 15 MB of comments", {FACTS: RIGHT + "# fish\n" * (15 << 17)}, memory=1500 << 20)
    yield Case("a ledger of one comment of 4 MB", {FACTS: RIGHT + "# " + "fish " * 800_000})
    yield Case("a ledger of 3 MB of line ends", {FACTS: "\n" * 3_000_000 + RIGHT})


SYNTAX_WRONG = {
    "a key twice": RIGHT.replace("section =", 'id = "b"\nsection ='),
    "a table twice": "[fact]\n[fact]\n",
    "single brackets": RIGHT.replace("[[fact]]", "[fact]", 1) + RIGHT.replace("[[fact]]", "[fact]", 1),
    "a text that never ends": 'a = "' + "x" * 500_000,
    "many texts that never end": 'a = "x\n' * 20_000,
    "half triple marks": 'a = """' + '"" ' * 100_000,
    "half triple apostrophes": "a = '''" + "'' " * 100_000,
    "backslashes": 'a = "' + "\\" * 100_001,
    "a half pair as an escape": 'a = "\\ud800"\n',
    "an escape beyond Unicode": 'a = "\\U00110000"\n',
    "an unknown escape": 'a = "\\x00"\n',
    "bare line feed in a text": 'a = "x\ny"\n',
    "a bare control sign": 'a = "x\x00y"\n',
    "curly quotation marks": "a = “x”\n",
    "a day in March that is none": "a = 2031-03-32\n",
    "an hour that is none": "a = 2031-03-01T25:00:00\n",
    "a table of itself": "a = 1\n[a]\n[a.a]\n",
    "an inline table that goes on": "a = { b = 1 }\na.c = 2\n",
    "equal signs": "=" * 200_000,
    "two hundred thousand commas": "a = [" + "," * 200_000 + "]",
    "spaces and no value": "a =" + " " * 1_000_000,
    "YAML": "fact:\n  - id: a\n    statement: b\n",
    "JSON": '{"fact": [{"id": "a"}]}',
    "HTML": "<!DOCTYPE html><title>fact</title>",
    "a merge that was not resolved": "<<<<<<< HEAD\n" + RIGHT + "=======\n>>>>>>> theirs\n",
}
SYNTAX_BOMBS = {
    "arrays in arrays": "a = " + "[" * 100_000 + "]" * 100_000,
    "tables in tables": "a = " + "{a=" * 40_000 + "1" + "}" * 40_000,
    "arrays over lines": "a = [\n" * 30_000,
    "a dotted key": "a" + ".a" * 40_000 + " = 1\n",
    "a dotted key with quotation marks": 'a.""' * 1 + '.""' * 40_000 + " = 1\n",
    "a dotted head": "[a" + ".a" * 40_000 + "]\n",
    "a dotted head with spaces": "[[a" + " . a" * 40_000 + "]]\n",
    "a whole number of 100,000 digits": "a = " + "9" * 100_000 + "\n",
    "an octal number": "a = 0o" + "7" * 100_000 + "\n",
    "a binary number": "a = 0b" + "1" * 100_000 + "\n",
    "a number with an endless exponent": "a = 1e" + "9" * 100_000 + "\n",
    "a number of underscores": "a = 1" + "_1" * 100_000 + "\n",
}
SYNTAX_MANY = "".join(f"[a{n}.b{n}.c{n}]\n" for n in range(20_000))


def _syntax() -> Iterator[Case]:
    for name, text in SYNTAX_WRONG.items():
        yield Case(f"TOML that is none: {name}", {FACTS: text}, "toml-syntax", line=True)
    for name, text in SYNTAX_BOMBS.items():
        yield Case(f"a bomb of {name}", {FACTS: text}, "too-large|toml-syntax", line=True)
    yield Case("twenty thousand tables that nobody knows", {FACTS: RIGHT + SYNTAX_MANY}, "unknown-key")
    yield Case(
        "a head of thirty dots fifty thousand times",
        {FACTS: ("[" + "a." * 30 + "a]\n") * 20_000},
        "toml-syntax",
    )


SHAPES_WHOLE = {
    "a number": "fact = 1\n",
    "a text": 'fact = "x"\n',
    "numbers": "fact = [1, 2]\n",
    "a table": "[fact]\na = 1\n",
    "lists of lists": "fact = [[]]\n",
    "dates": "fact = [2031-01-01]\n",
}
SHAPES_VALUES = {
    "id": ("7", '[""]', "1979-05-27", "{ a = 1 }"),
    "section": ("true", "[]"),
    "tags": ('"trade"', "[1]", "{ a = 1 }"),
    "statement": ("0", "[]", "{ en = 1 }", "{ en = { en = 1 } }", "2031-01-01"),
    "status": ("[]",),
    "priority": ("1",),
    "marking": ("[]",),
    "reviewed": ("[]", '"x"', "{ two-stages = 1 }"),
    "review": ('"yes"',),
    "confidence": ('"high"', "nan"),
    "similar": ("1",),
}
SHAPES_BAD = {
    "id": ('"A"', '"a b"', '"a/b"', '"a\\nb"', '"-"', '"é"', '"a' + "-a" * 60_000 + '"'),
    "status": ('"acepted"', '""'),
    "priority": ('"Must"',),
}
SHAPES_UNKNOWN = "[[fact]]\n" + "".join(f"key{n} = 1\n" for n in range(30_000)) + "[[fact.quote]]\n"


def _shapes() -> Iterator[Case]:
    yield from several(
        "facts that are",
        {name: {FACTS: text} for name, text in SHAPES_WHOLE.items()},
        code="wrong-type",
        line=True,
    )
    for key, wrong in SHAPES_VALUES.items():
        for value in wrong:
            yield Case(f"a fact with {key} = {value}", {FACTS: fact(**{key: value})}, "wrong-type", line=True)
    for value in ('"2031-13-01"', '"soon"', "2031-04-02T10:00:00Z", "10:00:00", "2031", '"٢٠٣١"', '"0000"'):
        yield Case(f"a fact as of {value}", {FACTS: fact(as_of=value)}, "bad-date", line=True)
    for key, wrong in SHAPES_BAD.items():
        for value in wrong:
            yield Case(
                f"a fact with {key} = {value[:20]}",
                {FACTS: fact(**{key: value})},
                "bad-value|missing-key|too-large",
                line=True,
            )
    for key in ("id", "section", "statement"):
        yield Case(f"a fact without {key}", {FACTS: fact(**{key: ""})}, "missing-key", line=True)
    yield Case(
        "a fact without quotes", {FACTS: RIGHT.partition("[[fact.quote]]")[0]}, "missing-key", line=True
    )
    yield Case(
        "a quote that is a list",
        {FACTS: RIGHT.partition("[[fact.quote]]")[0] + "quote = [[1]]\n"},
        "wrong-type",
        line=True,
    )
    yield Case(
        "a quote of a number",
        {FACTS: RIGHT.replace(said("signed a Fisheries Accord"), "7")},
        "wrong-type",
        line=True,
    )
    for value in ("true", '"13"', "inf", "-nan", "[]", "2031-01-01"):
        yield Case(f"a quantity of {value}", {FACTS: RIGHT + QUANTITY.format(value)}, "wrong-type", line=True)


def _signs() -> Iterator[Case]:
    for sign in ("\x00", "\x1b]0;x\x07", "\u0085", "\u2028", "\ufffe", "\ud800", "\U000f0000", "\U0010ffff"):
        changes = {FACTS: fact(f"They {sign} signed.")}
        name = f"a statement with {sign!a}"
        yield Case(
            name,
            changes,
            "control-character|toml-syntax",
            line=True,
            absent=(sign,) if sign != "\ud800" else (),
        )
    for sign in ("\u202e", "\u2066", "\u200b", "\u2060", "\ufeff", "\u061c", "\U000e0041"):
        yield Case(
            f"a statement with {sign!a}",
            {FACTS: fact(f"They {sign}signed.")},
            "deceiving-character",
            line=True,
            absent=(sign,),
        )
    yield Case(
        "a marking that turns the line round",
        {FACTS: fact(marking=said("TLP:\u202eRED"))},
        "deceiving-character",
        line=True,
    )
    yield Case(
        "a tag that clears the screen",
        {FACTS: fact(tags=f"[{said(chr(27) + '[2J')}]")},
        "control-character",
        line=True,
    )
    yield Case(
        "twenty thousand and one facts",
        {FACTS: "".join(fact(id=f'"a{n}"') for n in range(20_001))},
        "too-large",
        memory=1500 << 20,
    )
    yield Case(
        "a fact of ten thousand quotes",
        {FACTS: RIGHT + '[[fact.quote]]\nsource = "mirror-2031-04-02"\nexact = "x"\n' * 10_000},
        "quote-cut",
    )
    yield Case("a fact of a hundred thousand tags", {FACTS: fact(tags="[" + '"x",' * 100_000 + "]")})


def _amounts() -> Iterator[Case]:
    yield Case(
        "a statement in a hundred languages",
        {
            FACTS: fact(
                statement="{ "
                + ", ".join(f'x{a}{b} = "They signed."' for a in "abcdefghij" for b in "abcdefghij")
                + " }"
            )
        },
    )
    yield Case("thirty thousand unknown keys", {FACTS: SHAPES_UNKNOWN}, "unknown-key", line=True)


EVIDENCE_QUOTES = {
    "in capitals": "SIGNED A FISHERIES ACCORD",
    "with a word more": "signed a great Fisheries Accord",
    "with a word less": "signed Fisheries Accord",
    "joined over a gap": "arrived on Monday. The two presidents",
    "joined by dots": "The two presidents … took part",
    "with Cyrillic letters": "signed \u0430 Fisheries Accord",
    "with Greek letters": "signed a Fisheries Acc\u03bfrd",
    "with full-width digits": "reached $１３.5 million in 2030",
    "with accents": "signed a Fishériés Accord",
    "with another figure": "Exports reached $31.5 million",
    "with a figure without its point": "Exports reached $135 million",
    "from the title of the source": "Tolmark's president on the lake",
    "from the publisher": "The Bay Mirror",
    "that another ends": "signed a Fisheries Accord. Imports",
    "in another order": "a Fisheries Accord signed",
    "as a pattern": "signed .* Accord",
    "with wide spaces": "signed  a  Fisheries  Accord",
}
EVIDENCE_SAYS = {
    "another sum": ("Exports reached $14.5 million in 2030.", "figure-not-carried"),
    "another unit": ("Exports reached €13.5 million in 2030.", "figure-not-carried"),
    "another scale": ("Exports reached $13.5 billion in 2030.", "figure-not-carried"),
    "another year": ("Exports reached $13.5 million in 2031.", "figure-not-carried|date-not-carried"),
    "a sum of two": ("Exports reached $22.7 million in both years.", "figure-not-carried"),
    "a share that nobody told": ("Exports grew by 47% in 2030.", "figure-not-carried"),
    "a day that nobody told": ("On 7 May 2030 exports reached $13.5 million.", "date-not-carried"),
}
EVIDENCE_EXPORTS = "Exports reached $13.5 million in 2030,\nup from $9.2 million in 2029"


def _quotes() -> Iterator[Case]:
    for name, exact in EVIDENCE_QUOTES.items():
        yield Case(f"a quote {name}", {FACTS: fact("They signed.", exact)}, "quote-not-found", line=True)
    for name, exact in {
        "a word": "igned a Fisheries Accord",
        "a figure": "3.5 million in 2030",
        "an end": "Fisheries Acco",
    }.items():
        yield Case(f"a quote that cuts {name}", {FACTS: fact("They signed.", exact)}, "quote-cut", line=True)
    yield Case(
        "a quote that stands often", {FACTS: fact("They signed.", "million")}, "quote-ambiguous", line=True
    )
    for name, (statement, code) in EVIDENCE_SAYS.items():
        yield Case(
            f"a statement that says {name}", {FACTS: fact(statement, EVIDENCE_EXPORTS)}, code, line=True
        )
    yield Case(
        "a quantity that no quote carries",
        {FACTS: RIGHT + QUANTITY.format("13_500_000")},
        "quantity-not-carried",
        line=True,
    )
    for name, text in {
        "no fact": DECISION.format("[]"),
        "an unknown fact": DECISION.format('["a", "b"]'),
    }.items():
        yield Case(
            f"a decision on {name}", {FACTS: RIGHT + text}, "unknown-fact|bad-value|missing-key", line=True
        )
    yield Case("two facts of one id", {FACTS: RIGHT + RIGHT}, "duplicate-id", line=True)
    yield Case(
        "a fact for a section that is a path",
        {FACTS: fact(section='"../../x"')},
        "unknown-section",
        line=True,
    )
    yield Case(
        "a source that is a path",
        {FACTS: RIGHT.replace("mirror-2031-04-02", "../../etc/passwd")},
        "unknown-source",
        line=True,
    )


def _statements() -> Iterator[Case]:
    yield Case(
        "evidence that a quote carries beside control signs",
        {TEXT: b"\x1b[2JThey signed a Fisheries Accord\x1b[0m.\n"},
        "quote-not-found",
        place=FACTS,
        absent=("\x1b",),
    )
