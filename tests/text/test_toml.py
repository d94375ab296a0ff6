"""TOML that people write: refused with a line, bombs unread, every key found on its line."""

import random
import time
import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefbook import limits, resources
from briefbook.model.diagnostic import Diagnostic
from briefbook.text import shape, toml

EXAMPLE = resources.example()["seeds/harbour-visit/facts.toml"]


def test_a_file_is_placed_or_refused_as_written(case):
    data = case["input"].encode("utf-8")
    table, problems = toml.read(data, "lake.toml")
    if "refused" in case.parts:
        assert table == {}
        assert [f"{item.line} {item.code}" for item in problems] == case.lines("refused")
        assert problems[0].message.startswith("this is not valid TOML")
        assert case.get("said") in problems[0].message
    else:
        assert problems == ()
        lines = toml.lines_of_keys(data)
        shown = [f"{'.'.join(map(str, path))} {line}" for path, line in lines.items()]
        assert [line for line in case.lines("lines") if line not in shown] == []


BOMBS = {
    "brackets on one line": "a = " + "[" * 100_000,
    "brackets over many lines": "a = [\n" * 50,
    "braces": "a = " + "{a=" * 40 + "1" + "}" * 40,
    "a dotted key": ".".join("a" * 40_000) + " = 1",
    "a dotted key with blanks": (" " * 20 + "." + " " * 20).join("a" * 4000) + " = 1",
    "a dotted key of long words": ".".join(["tolmark" * 20] * 4000) + " = 1",
    "a dotted key in quotation marks": ".".join(['"a.b"'] * 4000) + " = 1",
    "a dotted table": "[" + ".".join("a" * 4000) + "]",
    "a dotted key after a string with four closing marks": 'a = ["""x"""", {' + ".".join("a" * 4000) + "=1}]",
    "a dotted key after a literal with five closing marks": "a = ['''x''''', {"
    + ".".join("a" * 4000)
    + "=1}]",
    "digits": "a = " + "9" * 5000,
    "digits parted by underscores": "a = " + "9_" * 5000 + "9",
    "hexadecimal digits": "a = 0x" + "f" * 5000,
    "digits behind the point": "a = 1." + "0" * 5000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_unread_and_at_once(name):
    text = "# one\n# two\n" + BOMBS[name]
    began = time.process_time()
    table, problems = toml.read(text.encode(), "facts.toml")
    assert time.process_time() - began < 1
    assert table == {}
    assert [item.code for item in problems] == ["too-large"]
    assert problems[0].line >= 3
    assert len(problems[0].message) < 200


@pytest.mark.parametrize(
    "text",
    [
        'a = "' + "[" * 200 + '"',
        "a = '" + "a." * 200 + "'",
        'a = """\n' + "9" * 200 + '\n"""',
        "# " + "[" * 200 + "." * 200,
        "a = [" + "1.5, " * 200 + "]",
        "\n".join(f"k{n} = [1]" for n in range(200)),
        'a = """x"""""\nb = "' + "." * 100 + '"',
        'a = "\\"' + "{" * 200 + '"',
    ],
)
def test_brackets_dots_and_digits_in_words_are_no_bomb(text):
    table, problems = toml.read(text.encode(), "facts.toml")
    assert problems == ()
    assert table == tomllib.loads(text)


def test_a_giant_is_refused_by_its_size():
    _, problems = toml.read(b"#" * (limits.of("file_bytes") + 1), "facts.toml")
    assert [(item.code, item.line) for item in problems] == [("too-large", 1)]


def test_a_byte_order_mark_is_passed_over_and_moves_no_line():
    data = b"\xef\xbb\xbf[[fact]]\nid = 1\n"
    assert toml.read(data, "f")[0] == {"fact": [{"id": 1}]}
    assert toml.lines_of_keys(data)["fact", 0, "id"] == 2


def test_a_deep_table_of_the_wrong_kind_is_shown_shortly():
    text = ("a." * 31 + "a={") * 31 + "}" * 31
    table, problems = toml.read(text.encode(), "f")
    assert problems == ()
    (found,) = shape.check(table, {"a": shape.Key()}, "f", (), "the brief")
    assert found.code == "wrong-type"
    assert len(found.message) < 200


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("fact", 0, "quote", 1, "exact"), 7),
        (("fact", 0, "quote", 1, "prefix"), 6),
        (("fact", 0, "quote", 9), 3),
        (("fact", 0, "section"), 1),
        (("fact", 1), 8),
        (("nothing",), 1),
    ],
)
def test_a_diagnostic_stands_at_its_key_or_at_the_nearest_one_above(keys, line):
    data = (
        b'[[fact]]\nid = "a"\n  [[fact.quote]]\n  exact = "x"\n\n  [[fact.quote]]\n  exact = "y"\n[[fact]]\n'
    )
    item = Diagnostic("quote-not-found", "…", path="f", keys=keys)
    assert [found.line for found in toml.placed([item], {"f": data})] == [line]


def test_a_diagnostic_that_has_a_line_keeps_it():
    item = Diagnostic("toml-syntax", "…", path="f", line=7, keys=("a",))
    assert toml.placed([item], {"f": b"a = 1"}) == (item,)


@given(st.binary(max_size=300))
@settings(max_examples=300)
def test_any_bytes_give_a_table_or_a_diagnostic(data):
    table, problems = toml.read(data, "f")
    assert isinstance(table, dict)
    assert all(item.line >= 1 and len(item.message) < 400 for item in problems)
    assert not (table and problems)
    toml.lines_of_keys(data)


SIGNS = ('"', "'", '"""', "'''", "\n", "\r\n", "\\", "a", "1", " ", "\t", "\x00", "\ufeff", "1979-05-27")
tokens = st.sampled_from([*SIGNS, *"[]{}=.,#_-é", "[[", "]]", "true", "inf", "0x", "e9", "T07:32:00"])


@given(st.lists(tokens, max_size=40).map("".join))
@settings(max_examples=500)
def test_any_heap_of_toml_signs_gives_a_table_or_a_diagnostic(text):
    table, problems = toml.read(text.encode(), "f")
    assert not (table and problems)
    toml.lines_of_keys(text.encode())


scalars = st.sampled_from(
    [
        "1",
        '"a"',
        "'b\\e'",
        '"\\e"',
        '"\\x41"',
        '"""c\n# {"""',
        "07:32",
        "07:32:05",
        "2031-04-05 09:30",
        "true",
    ]
)
between, blank, end = (
    st.sampled_from([", ", ",\n", " ,"]),
    st.sampled_from(["", " ", "\n", " # x\n"]),
    st.booleans(),
)


def pairs(values):
    return st.tuples(st.sampled_from("abcdef"), values).map(" = ".join)


def enclosed(items, opening, closing):
    parts = st.tuples(blank, st.lists(items, max_size=3), between, end, blank)
    return parts.map(lambda p: opening + p[0] + p[2].join(p[1]) + ("," if p[3] else "") + p[4] + closing)


values = st.recursive(
    scalars, lambda inner: enclosed(inner, "[", "]") | enclosed(pairs(inner), "{", "}"), max_leaves=8
)
heads = st.sampled_from(["[g]", "[[h]]", "[h.i]", "# {", "", "[[h.j]]", '["k.l"]'])


@given(st.lists(pairs(values) | heads, max_size=8).map("\n".join))
@settings(max_examples=300)
def test_the_quick_parser_takes_and_refuses_just_what_the_librarys_own_does(text):
    try:
        wanted = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        wanted = None
    table, problems = toml.read(text.encode(), "f")
    assert (None if problems else table) == wanted


@given(st.lists(tokens, max_size=60).map("".join), st.integers(1, 60))
@settings(max_examples=500)
def test_what_may_be_no_bomb_is_none(text, times):
    heaped = text * times
    bare = toml._STRING.sub('""', heaped)
    assert toml._may_be_bomb(bare) or toml._bomb(heaped, "f") is None


@given(st.lists(pairs(values) | heads, max_size=8).map("\n".join), st.data())
def test_the_lines_of_a_few_keys_are_those_that_all_keys_have(text, data):
    every = toml.lines_of_keys(text.encode())
    keys = data.draw(st.lists(st.sampled_from([*every, ("h", 0, "z"), ("y",)]), max_size=3))
    items = [Diagnostic("bad-value", str(at), path="f", keys=(*key, "x")) for at, key in enumerate(keys)]
    placed = toml.placed(items, {"f": text.encode()})
    wanted = [
        next((every[key[:end]] for end in range(len(key), 0, -1) if key[:end] in every), 1) for key in keys
    ]
    assert [item.line for item in placed] == wanted


def test_a_real_ledger_cut_or_changed_anywhere_is_read_or_refused_with_a_line():
    chance = random.Random(7)
    for _ in range(400):
        at = chance.randrange(len(EXAMPLE))
        flipped = EXAMPLE[:at] + bytes([EXAMPLE[at] ^ 1 << chance.randrange(8)]) + EXAMPLE[at + 1 :]
        for data in (EXAMPLE[:at], flipped):
            table, problems = toml.read(data, "facts.toml")
            assert table or problems or not data.strip() or data.lstrip().startswith(b"#")
            assert all(1 <= item.line <= data.count(b"\n") + 1 for item in problems)
