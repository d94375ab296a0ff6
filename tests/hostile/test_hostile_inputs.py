"""Hostile inputs, the same at every run: what must come of each, and that it comes soon."""

import json
import time
from collections.abc import Iterator

import pytest

TEXT = "seeds/lake/mirror-2031-04-02.txt"
FACTS = "seeds/lake/facts.toml"
SOURCES = "seeds/lake/sources.toml"
BRIEF = "briefs/lake-visit.toml"
SECTION = "templates/sections/economy.md.j2"
THEME = "templates/themes/default.toml"
OK = "ok"


def value(given: object) -> str:
    """A value as TOML; JSON writes its strings as TOML does, but for half pairs."""
    if isinstance(given, dict):
        return "{ " + ", ".join(f"{value(key)} = {value(item)}" for key, item in given.items()) + " }"
    plain = (c if " " <= c < "\x7f" and c not in '"\\' else f"\\U{ord(c):08x}" for c in str(given))
    return '"' + "".join(plain) + '"'


def fact(statement: object = "They signed.", exact: str = "signed a Fisheries Accord", **more: str) -> str:
    rows = {"id": '"a"', "section": '"economy"', "statement": value(statement), **more}
    lines = "\n".join(f"{key} = {value}" for key, value in rows.items())
    return f'[[fact]]\n{lines}\n[[fact.quote]]\nsource = "mirror-2031-04-02"\nexact = {value(exact)}\n'


def quantity(value: str, when: str = "2030") -> str:
    return fact() + f'[[fact.quantity]]\nof = "fish"\nvalue = {value}\nunit = "USD"\nwhen = "{when}"\n'


def brief(**more: str) -> str:
    rows = {"title": '"V"', "lang": '"en"', "collections": '["lake"]', "sections": '["economy"]', **more}
    visit = '[visit]\nvisitor = "T"\nhost = "O"\nlevel = "state"\nfrom = 2031-04-01\nto = 2031-04-03\n'
    return "".join(f"{key} = {value}\n" for key, value in rows.items()) + visit


def ledgers() -> Iterator[tuple[str, str, str | bytes, str]]:
    yield "an empty ledger", FACTS, "", "empty-brief"
    yield "a ledger of one bracket", FACTS, "[", "toml-syntax"
    yield "a ledger of brackets", FACTS, "a = " + "[" * 50_000, "too-large"
    yield "a ledger of dots", FACTS, ".".join("a" * 50_000) + "=1", "too-large"
    yield "a ledger of digits", FACTS, quantity("9" * 5000), "too-large"
    yield "a ledger of hexadecimal digits", FACTS, quantity("0x" + "f" * 5000), "too-large"
    yield "a figure without end", FACTS, quantity("inf"), "wrong-type"
    yield "a figure that is none", FACTS, quantity("nan"), "wrong-type"
    yield "a giant figure", FACTS, quantity("1e308"), "quantity-not-carried"
    yield "a month that is none", FACTS, quantity("1", "2030-13"), "bad-date"
    yield "a day that is none", FACTS, quantity("1", "2030-02-30"), "bad-date"
    yield "a year in Arabic digits", FACTS, quantity("1", "٢٠٣٠"), "bad-value"
    yield "a giant statement", FACTS, fact("a" * 100_001), "too-large"
    yield "a long statement", FACTS, fact("word " * 15_000), OK
    yield "a statement of control signs", FACTS, fact("a\x1b[31mb"), "control-character"
    yield "a statement turned round", FACTS, fact("a \u202eb"), "deceiving-character"
    yield "a statement of marks", FACTS, fact("a" + "\u0301" * 200_00), "control-character"
    yield "a statement of zero-width signs", FACTS, fact("\u200b"), "deceiving-character"
    yield "a statement of blanks", FACTS, fact("\u00a0 \t"), "missing-key"
    yield (
        "an empty statement in a language",
        FACTS,
        fact(statement="").replace('""', '{ en = "" }'),
        "missing-key",
    )
    yield (
        "a language that is a mark",
        FACTS,
        fact().replace('"They signed."', '{ "\\U00100004" = "x" }'),
        "bad-value",
    )


def quotes() -> Iterator[tuple[str, str, str | bytes, str]]:
    yield "an empty quote", FACTS, fact(exact=""), "missing-key"
    yield "a quote of blanks", FACTS, fact(exact=" "), "missing-key"
    yield "a quote of a small word", FACTS, fact(exact="in"), "quote-ambiguous"
    yield "a quote of a comma", FACTS, fact(exact=","), "quote-not-found"
    yield "a quote of soft hyphens", FACTS, fact(exact="\u00ad\u00ad"), "quote-not-found"
    yield "a giant quote", FACTS, fact(exact="fish " * 15_000), "quote-not-found"
    yield "a quote from another folder", FACTS, fact().replace("mirror-2031-04-02", "../x"), "unknown-source"
    yield "an id that is a path", FACTS, fact(id='"../a"'), "bad-value"
    yield "a section that is a path", FACTS, fact(section='"../economy"'), "unknown-section"
    yield "a thousand ids alike", FACTS, fact() * 1000, "duplicate-id"
    yield (
        "ten thousand unknown keys",
        FACTS,
        fact() + "".join(f"k{n} = 1\n" for n in range(10_000)),
        "unknown-key",
    )
    yield "a key of control signs", FACTS, '"a\\u001bb" = 1\n', "unknown-key"
    yield (
        "a review of everything",
        FACTS,
        fact(section='"x"', reviewed='{ unknown-section = "y" }'),
        "unknown-section",
    )


def files() -> Iterator[tuple[str, str, str | bytes, str]]:
    yield "a source of nothing", TEXT, b"", "quote-not-found"
    yield "a source of NUL", TEXT, b"\0" * 1000, "unreadable-source"
    yield "a source of line feeds", TEXT, b"\n" * 100_000, "quote-not-found"
    yield "a source of question marks", TEXT, b"?" * 200_000, "quote-not-found"
    yield "a source of marks", TEXT, "a" + "\u0301" * 100_000, "unreadable-source"
    yield "a source of surrogates", TEXT, b"\xed\xa0\x80", "not-utf8"
    yield "a source that is a picture", TEXT, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "unreadable-source"
    yield "a source that is an archive", TEXT, b"PK\x03\x04" + bytes(200), "unreadable-source"
    yield "sources of tables in tables", SOURCES, '[source]\nid = "a"\n', "wrong-type"
    yield (
        "a source that is everywhere",
        SOURCES,
        '[[source]]\nid = "a"\npath = "../../b.txt"\n',
        "outside-workspace",
    )
    yield "a source of a device", SOURCES, '[[source]]\nid = "a"\npath = "/dev/zero"\n', "outside-workspace"
    yield (
        "a script as address",
        SOURCES,
        '[[source]]\nid = "a"\npath = "b"\nurl = "javascript:1"\n',
        "bad-value",
    )


def briefs() -> Iterator[tuple[str, str, str | bytes, str]]:
    yield "a brief of nothing", BRIEF, b"", "missing-key"
    yield "a brief in Russian bytes", BRIEF, "заголовок".encode("cp1251"), "not-utf8"
    yield "a theme outside", BRIEF, brief(theme='"../../x"'), "bad-value"
    yield "a theme that is not there", BRIEF, brief(theme='"defualt"'), "bad-theme"
    yield "a style that is not there", BRIEF, brief(citation_style='"chicgo"'), "template-error"
    yield "a language of control signs", BRIEF, brief(lang='"e\\u0000n"'), "control-character"
    yield "a language nobody speaks", BRIEF, brief(lang='"qq"'), OK
    yield "a thousand collections", BRIEF, brief(collections=json.dumps(["lake"] * 1000)), "duplicate-id"
    yield (
        "a template outside",
        BRIEF,
        brief() + '[[section]]\nkey = "economy"\ntemplate = "../x"\n',
        "template-error",
    )
    yield "a section key twice", BRIEF, brief() + '[[section]]\nkey = "b"\n' * 2, "duplicate-id"
    yield "a visit that never was", BRIEF, brief().replace("2031-04-03", "2031-02-30"), "toml-syntax"
    yield "a visit that ends too soon", BRIEF, brief().replace("2031-04-03", "1931-04-03"), "bad-date"


def templates() -> Iterator[tuple[str, str, str | bytes, str]]:
    yield "a template of nothing", SECTION, "", OK
    yield (
        "a template of statements alone",
        SECTION,
        "{{ section.facts[0].statement }}",
        "statement-without-cite",
    )
    yield "a template of all facts at once", SECTION, "{{ section.facts | cite }}", OK
    yield "a template with a figure of its own", SECTION, "Exports reached 99 billion.", OK
    yield "a theme of itself", THEME, 'extends = "default"', "bad-theme"
    yield (
        "a theme without room",
        THEME,
        "[page]\nleft = 400\nright = 400\n",
        "bad-theme",
    )
    yield (
        "a theme without size",
        THEME,
        "[type]\nbody = { size = -1 }\n",
        "bad-value",
    )
    yield "a theme of giants", THEME, "[page]\nwidth = 1e300\n", "bad-value"
    yield "limits nobody knows", "briefbook.toml", "[limit]\na = 1\n", "unknown-key"


CASES = {name: rest for name, *rest in (*ledgers(), *quotes(), *files(), *briefs(), *templates())}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_input_gets_its_answer_soon(outcome, name):
    path, content, expected = CASES[name]
    began = time.process_time()
    made = outcome({path: content}, "md", "html")
    assert time.process_time() - began < 3
    codes = {item.code for item in made.diagnostics if item.is_error}
    if expected == OK:
        assert codes == set()
        assert len(made.renderings) == 2
        return
    assert expected in codes
    assert made.renderings == ()
    for item in made.diagnostics:
        assert item.path, item
        assert len(item.message) < 700
        assert item.message.isprintable() or "\u00a0" in item.message
        assert "internal-error" not in item.code


@pytest.mark.parametrize("name", [name for name in CASES if CASES[name][2] not in (OK, "template-error")])
def test_the_answer_to_a_hostile_file_names_a_line_of_it(outcome, name):
    path, content, expected = CASES[name]
    data = content.encode() if isinstance(content, str) else content
    found = [item for item in outcome({path: content}).diagnostics if item.code == expected]
    assert all(item.line is None or item.line >= 1 for item in found)
    own = [item for item in found if item.path == path and item.line]
    assert all(item.line <= data.count(b"\n") + 1 for item in own)
    elsewhere = {"statement-without-cite", "bad-theme", "quote-not-found", "unreadable-source", "toml-syntax"}
    elsewhere |= {"empty-brief"}
    assert own or expected in elsewhere, found
