"""Briefs, settings and manifests, and how the program is asked."""

from collections.abc import Iterator

from public.case import BRIEF, CONFIG, Case, brief, giant, said, several

ROW = '[[edition]]\nbrief = "lake-visit"\n'
MATTER = {
    "line": 'role = "point"\ntext = "Say so."\n',
    "event": 'date = 2031-04-02\ntitle = "Talks"\n',
    "document": 'title = "Accord"\n',
    "person": 'name = "Ilma Verrin"\n',
}


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _values()
    yield from _oddities()
    yield from _matter()
    yield from _settings()
    yield from _manifests()
    yield from _asked()


VALUES_VALUES = {
    "title": ("7", "[]", '""', '"a\\u0000b"', '"a\\u202Eb"', '"\\u200B"'),
    "lang": ("7", '"../en"', '"e n"', '"en\\u0007"', '"' + "a-" * 50_000 + '"'),
    "collections": (
        '"lake"',
        "[7]",
        '["../lake"]',
        '["/etc"]',
        '["lake\\u0000"]',
        '["la ke"]',
        '["' + "a" * 5000 + '"]',
        '["nowhere"]',
        '["..", "."]',
        '["lake", "lake/.."]',
    ),
    "sections": ('"economy"', "[]", "[[]]", '["economy", 1]'),
    "formats": ('"docx"', '["exe"]', '["md", "../md"]', "[1]"),
    "theme": ('"../default"', '"nowhere"', "7", '"default\\u0000"', '"con.toml"'),
    "date": ('"tomorrow"', "2031-04-09T10:00:00", "7", '"2031-99"'),
    "marking": ("7", '"TLP:\\u001b[31mRED"', '"a\\u2066b"'),
    "kind": ('"../visit-brief"', '"novel"', "[]"),
    "citation_style": ('"../../x"', "7", '"nowhere"'),
    "author": ("7", '"a\\u0007b"'),
    "max_pages": ("-1", "0", '"two"', "1.5", "true"),
    "min_sources": ("-4", '"x"'),
    "stale_after": ("-1", "[]"),
    "visti": ("1",),
}
VALUES_CODES = "wrong-type|bad-value|missing-key|control-character|deceiving-character|bad-date|missing-file|bad-theme|unknown-key|too-large|duplicate-id|template-error"
VALUES_VISITS = {
    "a text": brief().partition("[visit]")[0] + 'visit = "x"\n',
    "no visit": brief().partition("[visit]")[0],
    "a visit of two": brief() + '[[visit]]\nvisitor = "x"\n',
    "an unknown level": brief().replace('"state"', '"grand"'),
    "an end before its beginning": brief().replace("to = 2031-04-03", "to = 2031-03-03"),
    "a beginning of text": brief().replace("from = 2031-04-01", 'from = "Monday"'),
    "a visitor that clears the screen": brief().replace('"T"', '"\\u001b[2J"'),
}
VALUES_SECTIONS = {
    "a key of a path": 'key = "../x"\n',
    "a key of nothing": 'key = ""\n',
    "no key": 'title = "x"\n',
    "an unknown order": 'key = "economy"\norder = "random"\n',
    "a template elsewhere": 'key = "economy"\ntemplate = "/etc/passwd"\n',
    "a template that is not there": 'key = "economy"\ntemplate = "sections/nowhere.md.j2"\n',
    "a template of NUL": 'key = "economy"\ntemplate = "a\\u0000b"\n',
    "few facts below nought": 'key = "economy"\nmin_facts = -3\n',
}
VALUES_THEME = '[[section]]\nkey = "economy"\ntemplate = "themes/default.toml"\n'


def _values() -> Iterator[Case]:
    for key in ("title", "lang", "collections"):
        yield Case(f"a brief without {key}", {BRIEF: brief(**{key: ""})}, "missing-key", line=True)
    for key, wrong in VALUES_VALUES.items():
        for value in wrong:
            yield Case(
                f"a brief with {key} = {value[:24]}", {BRIEF: brief(**{key: value})}, VALUES_CODES, line=True
            )
    yield from several(
        "a visit that is",
        {name: {BRIEF: text} for name, text in VALUES_VISITS.items()},
        code=f"{VALUES_CODES}|toml-syntax",
        line=True,
    )
    yield from several(
        "a section with",
        {name: {BRIEF: brief() + "[[section]]\n" + text} for name, text in VALUES_SECTIONS.items()},
        code=VALUES_CODES,
        place="",
    )
    yield Case(
        "a brief of a thousand sections",
        {BRIEF: brief() + "".join(f'[[section]]\nkey = "s{n}"\n' for n in range(1000))},
        warns="empty-section",
    )
    yield Case("a section printed by a theme", {BRIEF: brief() + VALUES_THEME}, warns="fact-not-printed")
    yield Case(
        "a brief of 17 MB", {BRIEF: giant(17 << 20)}, "missing-file|unreadable-file|too-large|unknown-brief"
    )
    yield Case(
        "a brief whose title is a megabyte",
        {BRIEF: brief(title=said("a" * 1_000_000))},
        "too-large",
        line=True,
    )
    yield Case(
        "a brief whose title is ninety thousand letters", {BRIEF: brief(title=said("Visit " * 15_000))}
    )
    yield Case("a brief whose title is one long word", {BRIEF: brief(title=said("x" * 20_000))})
    yield Case("a brief that wants a million pages", {BRIEF: brief(max_pages="1000000")})
    yield Case("a brief that wants more pages than there are numbers", {BRIEF: brief(max_pages="9" * 40)})


def _oddities() -> Iterator[Case]:
    yield Case(
        "a brief of the year 1",
        {
            BRIEF: brief(date="0001-01-01")
            .replace("2031-04-01", "0001-01-01")
            .replace("2031-04-03", "9999-12-31")
        },
    )


def _matter() -> Iterator[Case]:
    codes = "wrong-type|bad-value|missing-key|control-character|deceiving-character|bad-date|unknown-fact|unknown-key|figure-not-in-fact"
    wrong = {
        "line": (
            "role = 7",
            'role = "shout"',
            'text = ""',
            'facts = ["nowhere"]',
            'text = "Exports reached $99 million."',
            'text = "a\\u202Eb"',
        ),
        "event": (
            'date = "soon"',
            'title = ""',
            'time = "25:99"',
            'people = "x"',
            'place = "\\u0007"',
            'facts = ["../x"]',
        ),
        "document": ('title = ""', "signatories = 7", 'stage = "eaten"', 'fact = "nowhere"', 'date = "x"'),
        "person": (
            'name = ""',
            'born = "x"',
            "languages = 7",
            'facts = ["nowhere"]',
            'biography = "\\u200b"',
            "image = 7",
        ),
    }
    for table, rows in wrong.items():
        for row in rows:
            key = row.partition(" ")[0]
            text = "\n".join(line for line in MATTER[table].split("\n") if not line.startswith(f"{key} ="))
            kind = 'kind = "checklist"\n' if table == "line" else ""
            yield Case(
                f"own matter: {table} with {row}",
                {BRIEF: f"{kind}{brief()}[[{table}]]\n{text}{row}\n"},
                codes,
                line=True,
            )
    for table in MATTER:
        yield Case(
            f"own matter: {table} in single brackets",
            {BRIEF: f"{brief()}[{table}]\n{MATTER[table]}"},
            "wrong-type",
            line=True,
        )


def _settings() -> Iterator[Case]:
    wrong = {
        "defaults of text": ("defaults = 7\n", "wrong-type"),
        "an unknown default": ("[defaults]\ntitel = 1\n", "unknown-key"),
        "a theme elsewhere": ('[defaults]\ntheme = "../x"\n', "bad-value"),
        "formats of text": ('[defaults]\nformats = "md"\n', "wrong-type"),
        "limits of text": ("limits = 7\n", "wrong-type"),
        "a table of another program": ("[tool.black]\nline-length = 1\n", "unknown-key"),
        "no TOML": ("[[", "toml-syntax"),
        "other bytes": (b"\xff\xfe\0\0", "not-utf8"),
    }
    for name, (text, code) in wrong.items():
        yield Case(f"settings with {name}", {CONFIG: text}, code, line=True)
    yield Case("settings of 17 MB", {CONFIG: giant(17 << 20)}, "unreadable-file")
    yield Case("settings of nothing", {CONFIG: ""})


MANIFESTS_CODES = "toml-syntax|not-utf8|unknown-key|wrong-type|missing-key|bad-value|bad-name|unknown-brief|csv-syntax|too-large|same-name|unreadable-file|control-character|duplicate-id"
MANIFESTS_TABLES = {
    "no TOML": "[[",
    "nothing": "",
    "other bytes": b"\xff\xfe",
    "an edition of text": 'edition = "x"\n',
    "no brief": "[[edition]]\n",
    "a brief elsewhere": '[[edition]]\nbrief = "../../x"\n',
    "an unknown brief": '[[edition]]\nbrief = "nowhere"\n',
    "a name that is a path": ROW + 'name = "../../x"\n',
    "a name that is a root path": ROW + 'name = "/etc/x"\n',
    "a name of NUL": ROW + 'name = "a\\u0000b"\n',
    "a name of control signs": ROW + 'name = "a\\u001b[2Jb"\n',
    "a name of dots": ROW + 'name = ".."\n',
    "a name of nothing": ROW + 'name = ""\n',
    "a name of 300 letters": ROW + f'name = "{"a" * 300}"\n',
    "two alike": ROW + 'name = "a"\n' + ROW + 'name = "A"\n',
    "two alike but for an accent's writing": ROW + 'name = "\u00e9"\n' + ROW + 'name = "e\u0301"\n',
    "an unknown key": ROW + "pages = 7\n",
    "a theme elsewhere": ROW + 'theme = "../../x"\n',
    "formats nobody knows": ROW + 'formats = ["exe"]\n',
    "brackets": "a = " + "[" * 100_000,
}
MANIFESTS_LISTS = {
    "one cell more": "brief,name\nlake-visit,a,b\n",
    "an open mark": 'brief,name\nlake-visit,"a\n',
    "a head twice": "brief,brief\nlake-visit,lake-visit\n",
    "no head": "",
    "an unknown head": "brief,pages\nlake-visit,7\n",
    "NUL": "brief,name\nlake-visit,a\0b\n",
    "a cell of a megabyte": "brief,name\nlake-visit," + "a" * 1_000_000 + "\n",
    "a formula": "brief,name\nlake-visit,\"=cmd|'/c calc'!A1\"\n",
    "a path": "brief,name\nlake-visit,..\\..\\x\n",
    "other bytes": b"brief,name\nlake-visit,\xe9\n",
}


def _manifests() -> Iterator[Case]:
    for name, text in MANIFESTS_TABLES.items():
        yield Case(
            f"a manifest of {name}",
            {"m.toml": text},
            MANIFESTS_CODES,
            command=("build", "--manifest", "m.toml"),
        )
    for name, text in MANIFESTS_LISTS.items():
        yield Case(
            f"a manifest in CSV with {name}",
            {"m.csv": text},
            MANIFESTS_CODES,
            command=("build", "--manifest", "m.csv"),
        )
    for name in ("CON", "a:b", "nul.txt", "a<b>|c"):
        yield Case(
            f"a manifest that names a file {name}",
            {"m.toml": f"{ROW}name = '{name}'\n"},
            command=("build", "--manifest", "m.toml", "--to", "docx,html"),
        )
    yield Case(
        "a manifest of more than two hundred thousand editions",
        {"m.csv": "brief,name\n" + "".join(f"lake-visit,a{n}\n" for n in range(200_100))},
        MANIFESTS_CODES,
        command=("build", "--manifest", "m.csv"),
        memory=1200 << 20,
    )


ASKED_WRONG = {
    "no verb": ((), 2),
    "an unknown verb": (("bild",), 2),
    "a format nobody knows": (("build", "--to", "exe"), 2),
    "a format that is a path": (("build", "--to", "../md"), 2),
    "no number of workers": (("build", "-j", "x"), 2),
    "too many workers": (("build", "-j", "99999999999999999999"), 2),
    "workers in other digits": (("build", "-j", "٣"), 2),
    "a book that is a program": (("bind", "-o", "book.exe"), 2),
    "a book with a title that turns round": (("bind", "-o", "book.pdf", "--title", "a\u202eb"), 2),
    "a book with a marking of control signs": (("bind", "-o", "book.pdf", "--marking", "\x1b[2J"), 2),
    "a store nobody knows": (("build", "-o", "ftp://x/y"), 1),
    "a store of file": (("build", "-o", "file:///etc"), 1),
    "a chain of stores": (("build", "-o", "s3://a/b::file:///etc"), 1),
    "a scheduler that is none": (("build", "--scheduler", "x"), 1),
    "a scheduler of control signs": (("build", "--scheduler", "dask://\x1b[2J:1"), 1),
    "an unknown brief": (("build", "nowhere"), 1),
    "a brief elsewhere": (("build", "../../etc/passwd"), 1),
    "a brief of control signs": (("build", "\x1b[2Jx"), 1),
    "a brief of ten thousand letters": (("build", "x" * 10_000), 1),
    "a brief of ten thousand letters with an ending": (("build", "x" * 10_000 + ".toml"), 1),
    "a pattern that never ends": (("build", "*" * 170 + "b"), 1),
    "a pattern of brackets": (("build", "[" * 150), 1),
    "a workspace that is not there": (("-C", "nowhere", "build"), 1),
    "a workspace that is a file": (("-C", "seeds/lake/facts.toml", "build"), 1),
    "a workspace of ten thousand letters": (("-C", "x" * 10_000, "build"), 1),
    "an output below a file": (("build", "-o", "seeds/lake/facts.toml/out"), 1),
    "an output that is a file": (("build", "-o", "seeds/lake/facts.toml"), 1),
    "an output of ten thousand letters": (("build", "-o", "x" * 10_000), 1),
    "a manifest that is not there": (("build", "--manifest", "nowhere.toml"), 1),
    "a manifest that is a folder": (("build", "--manifest", "seeds"), 1),
    "a manifest of ten thousand letters": (("build", "--manifest", "x" * 10_000), 1),
    "a page in a folder that is a file": (("check", "--html", "seeds/lake/facts.toml/x.html"), 1),
    "a template that is a path": (("templates", "show", "../../etc/passwd"), 1),
    "a template of control signs": (("templates", "show", "\x1b[2J"), 1),
    "a copy of a path": (("templates", "copy", "../../etc/passwd"), 1),
    "a look at a path": (("templates", "preview", "../../etc/passwd"), 1),
    "a look in a language that is none": (
        ("templates", "preview", "sections/economy.md.j2", "--lang", 'en"\nx = 1 #'),
        1,
    ),
    "a look for a brief that is a path": (
        ("templates", "preview", "sections/economy.md.j2", "--brief", "../x"),
        None,
    ),
    "mistakes of a path": (("templates", "lint", "../../etc/passwd"), 1),
    "sources of a path": (("sources", "export", "../..", "--to", "ris"), 1),
    "a library that is not there": (("sources", "import", "nowhere.bib"), 1),
    "a library that is a folder": (("sources", "import", "seeds"), 1),
    "a new workspace where one is": (("init", "seeds/lake/facts.toml/x"), 1),
}
ASKED_LIBRARIES = {
    "x.json": ("[" * 100_000, '{"a": ' * 50_000, "[1, 2]", '[{"id": "\\ud800"}]', "[" + "9" * 5000 + "]"),
    "x.bib": (
        "@article{" * 20_000,
        "@article{a, title = " + "{" * 50_000,
        "@string{a = b # a}" * 2000,
        "\0" * 1000,
    ),
    "x.ris": ("TY  - JOUR\n" * 20_000, "TI  - x", "\xff"),
}


def _asked() -> Iterator[Case]:
    for name, (command, status) in ASKED_WRONG.items():
        yield Case(f"asked for: {name}", {}, "", status=status if status is not None else 0, command=command)
    for name, texts in ASKED_LIBRARIES.items():
        for number, text in enumerate(texts):
            yield Case(
                f"a library {name} of {text[:20]!r} {number}",
                {name: text},
                command=("sources", "import", name),
                status=0 if "ud800" in text else 1,
            )
