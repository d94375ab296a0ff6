"""Themes, templates, letterheads and fonts of the workspace."""

from collections.abc import Iterator

import letterheads

from public.case import BRIEF, SECTION, THEME, Case, brief, giant, said

CODES = "unknown-key|wrong-type|bad-value|bad-theme|bad-font|bad-letterhead|control-character|toml-syntax|not-utf8|too-large|deceiving-character|missing-key"
LETTERHEAD = 'extends = "default/default"\n[docx]\nreference = "desk.docx"\n'
PRINTED = "{% for fact in section.facts %}- {{ fact.statement }}{{ fact | cite }}\n{% endfor %}"
ERRORS = "template-error|template-syntax|unreadable-file|not-utf8|too-large|statement-without-cite|foreign-cite|statement-changed"


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _themes()
    yield from _letterheads()
    yield from _fonts()
    yield from _templates()


def _themes() -> Iterator[Case]:
    wrong = {
        "no TOML": "[page",
        "other bytes": b"\xff\xfe\0",
        "itself": 'extends = "default"\n',
        "a theme elsewhere": 'extends = "../../x"\n',
        "nobody": 'extends = "nowhere"\n',
        "an unknown table": "[paper]\n",
        "an unknown key": "[page]\nwidht = 1\n",
        "a page of nothing": "[page]\nwidth = 0\nheight = 0\n",
        "a page below nothing": "[page]\nwidth = -600\n",
        "a page without end": "[page]\nwidth = inf\n",
        "a page that is no number": "[page]\nwidth = nan\n",
        "a page of text": '[page]\nwidth = "wide"\n',
        "letters without size": "[type]\nbody = { size = 0 }\n",
        "letters of a thousand points": "[type]\nbody = { size = 1000 }\n",
        "letters without leading": "[type]\nbody = { leading = -3 }\n",
        "a colour of words": '[colours]\ntext = "red; background: url(x)"\n',
        "a colour of markup": '[colours]\ntext = "</style><script>"\n',
        "a label that turns round": '[labels]\nnotes = "a\\u202Eb"\n',
        "a label of control signs": '[labels]\nnotes = "\\u001b[2J"\n',
        "a label of numbers": "[labels]\nnotes = 7\n",
        "a font elsewhere": '[fonts]\ntext = "../../etc/x.ttf"\n',
        "a font of markup": '[fonts]\ntext = "x\\"; } </style><script>alert(1)</script>"\n',
        "a letterhead elsewhere": '[docx]\nreference = "../../x.docx"\n',
        "a letterhead that is not there": '[docx]\nreference = "nowhere.docx"\n',
        "a marking of control signs": '[marking]\norder = ["\\u0007"]\n',
        "brackets": "a = " + "[" * 100_000,
    }
    for name, text in wrong.items():
        yield Case(f"a theme of {name}", {THEME: text}, CODES, place="" if "elsewhere" in name else None)
    chain = {f"templates/themes/t{n}.toml": f'extends = "t{n + 1}"\n' for n in range(30)}
    yield Case("a theme at the end of thirty", {**chain, BRIEF: brief(theme='"t0"')}, "bad-theme", place="")
    yield Case("a theme of 17 MB", {THEME: giant(17 << 20)}, "unreadable-file")
    yield Case(
        "labels of markup",
        {THEME: 'extends = "default/default"\n[labels]\nnotes = "<script>alert(1)</script>"\n'},
        absent=("<script>",),
    )
    yield Case(
        "labels of fields",
        {THEME: 'extends = "default/default"\n[labels]\npage_of = "{page.__class__} {pages}{x} %s {0}"\n'},
    )
    yield Case(
        "an end of quotes below nothing", {THEME: 'extends = "default/default"\n[notes]\nquote_limit = -5\n'}
    )


def _letterheads() -> Iterator[Case]:
    for name in letterheads.REFUSED:
        data, _ = letterheads.refused(name)
        changes = {"templates/desk.docx": data, THEME: LETTERHEAD}
        yield Case(f"a letterhead with {name}", changes, "bad-letterhead", place="")
    whole = letterheads.ministry()
    for cut in range(0, len(whole), len(whole) // 7):
        yield Case(
            f"a letterhead cut at byte {cut}",
            {"templates/desk.docx": whole[:cut], THEME: LETTERHEAD},
            "bad-letterhead",
            place="",
        )
    yield Case(
        "a letterhead of 17 MB",
        {"templates/desk.docx": giant(17 << 20), THEME: LETTERHEAD},
        "bad-letterhead|unreadable-file",
        place="",
    )
    yield Case("a letterhead that nobody names", {"templates/desk.docx": b"PK\x03\x04 no archive"})
    yield Case(
        "a hundred letterheads that nobody names",
        {f"templates/desk{n}.docx": whole[:5000] for n in range(100)},
    )


def _fonts() -> Iterator[Case]:
    theme = 'extends = "default/default"\n[fonts]\ntext = "fonts/desk.ttf"\n'
    wrong = {
        "nothing": b"",
        "words": b"This is no font.",
        "a collection": b"ttcf" + bytes(64),
        "a web font": b"wOFF" + bytes(64),
        "a head and nothing more": b"\0\1\0\0\0\x0a\0\x80\0\3\0\x20",
        "tables beyond its end": b"\0\1\0\0\0\1\0\0\0\0\0\0head" + b"\xff" * 12,
        "sixty thousand tables": b"\0\1\0\0\xff\xff" + bytes(70_000),
        "a program": b"\x7fELF" + bytes(500),
    }
    for name, data in wrong.items():
        yield Case(
            f"a font of {name}", {"templates/fonts/desk.ttf": data, THEME: theme}, "bad-font", place=""
        )
    yield Case(
        "a font of 17 MB",
        {"templates/fonts/desk.ttf": giant(17 << 20), THEME: theme},
        "bad-font|unreadable-file",
        place="",
    )
    yield Case("a font that is not there", {THEME: theme}, "bad-font", place="")


TEMPLATES_WRONG = {
    "other bytes": b"caf\xe9",
    "UTF-16": PRINTED.encode("utf-16"),
    "an open loop": "{% for fact in section.facts %}",
    "an open comment": "{# " * 1000,
    "an open mark": "{{ " * 5000,
    "half a megabyte": "x" * 500_000,
    "a file of the machine": "{% include '/etc/passwd' %}",
    "the ledger": "{% include '../../seeds/lake/facts.toml' %}",
    "its own class": "{{ section.__class__ }}",
    "a name that is none": "{{ __import__('os') }}",
    "an unknown filter": "{{ 'x' | system }}",
    "a statement alone": "{{ section.facts[0].statement }}",
    "a cite of words": "Trade fell.{{ 'exports-2030' | cite }}",
    "a number of zeros": "{{ 1" + "0" * 100_000 + " }}",
    "a division by nought": "{{ 1 / 0 }}",
    "half a letter": "{{ '\\ud800' }}",
    "a name of a thousand parts": "{{ a" + ".a" * 5000 + " }}",
}
TEMPLATES_ODD = {
    "NUL": "a\0b\n\n" + PRINTED,
    "control signs": "\x1b[2J\x07 text\n\n" + PRINTED,
    "signs that turn round": "text \u202e backwards\n\n" + PRINTED,
    "signs without width": "te\u200bxt \U000e0041\n\n" + PRINTED,
}
TEMPLATES_DEEP = {
    "quotations in quotations": "> " * 3000 + "x\n\n" + PRINTED,
    "lists in lists": "".join(" " * (2 * n) + "- x\n" for n in range(800)) + "\n" + PRINTED,
    "stars": "*a **b " * 20_000 + "\n\n" + PRINTED,
    "brackets": "[" * 50_000 + "\n\n" + PRINTED,
    "brackets and links": "[a](" * 20_000 + "\n\n" + PRINTED,
    "backticks": "`" * 50_000 + "\n\n" + PRINTED,
    "underscores": "_a__b" * 20_000 + "\n\n" + PRINTED,
    "entities": "&#x41;&amp;&bogus;" * 10_000 + "\n\n" + PRINTED,
    "a wide table": "|" + "a|" * 2000 + "\n|" + "-|" * 2000 + "\n|" + "b|" * 2000 + "\n\n" + PRINTED,
    "a long table": "|a|b|\n|-|-|\n" + "|c|d|\n" * 5000 + "\n" + PRINTED,
    "references": "[a]: x\n" * 10_000 + "\n" + PRINTED,
    "definitions": "a\n: b\n" * 5000 + "\n" + PRINTED,
    "headings": "# a\n\n" * 3000 + PRINTED,
    "rules": "---\n\n" * 3000 + PRINTED,
    "numbers of a list": "99999999999. a\n999999999. b\n\n" + PRINTED,
    "one word of a hundred thousand letters": "x" * 100_000 + "\n\n" + PRINTED,
}


def _templates() -> Iterator[Case]:
    for name, text in TEMPLATES_WRONG.items():
        yield Case(f"a template of {name}", {SECTION: text}, ERRORS)
    yield Case("a template of 17 MB", {SECTION: giant(17 << 20)}, "unreadable-file")
    for name, text in TEMPLATES_ODD.items():
        signs = tuple(char for char in "\0\x1b\x07\u202e\u200b\U000e0041" if char in text)
        yield Case(f"a template with {name} in its words", {SECTION: text}, "*", absent=signs)
    for name, text in TEMPLATES_DEEP.items():
        yield Case(f"a template that writes {name}", {SECTION: text}, "*")
    yield Case("templates of three hundred files", {f"templates/parts/p{n}.md.j2": "x" for n in range(300)})
    yield Case("a template whose name is a path up", {"templates/sections/..%2f.md.j2": "x"})
    yield Case(
        "a title that a template knows",
        {BRIEF: brief(title=said("{{ 7 * 7 }} {% include 'x' %}"))},
        words=("{{ 7 * 7 }} {% include 'x' %}",),
    )
