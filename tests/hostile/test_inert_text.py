"""Words of sources and ledgers are words: nothing in them is markup, code or a command in what we write."""

import json
import re
from html.parser import HTMLParser

import pytest

ATTACKS = {
    "markup": '<script>alert(1)</script><img src=x onerror="alert(2)"><b>bold</b></p></body>',
    "an entity": "&lt;b&gt; &amp;amp; &#60;script&#62;",
    "Markdown": "*em* **strong** [link](https://evil.example) ![img](https://evil.example/x.png) `code`",
    "a reference": "[evil]: https://evil.example and [^1]: note and [^9]",
    "an address": "<https://evil.example> javascript:alert(1) https://evil.example/x",
    "Jinja": "{{ 7 * 7 }} {% for x in y %} {# gone #} {{ ''.__class__ }}",
    "a field code": '{ INCLUDETEXT "c:\\\\x" } { DDEAUTO cmd "/c calc" } =cmd|calc!A1',
    "a table": "a | b | c |---| d",
    "YAML": '--- title: evil "quoted" ... : - # [x]{.y #z}',
    "TeX": "\\input{/etc/passwd} $x^2$ \\write18{ls} %comment",
    "XML": "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]> <?php x ?> ]]> <![CDATA[ y",
    "attributes": "x{onclick=alert(1)} {#fact-students} [y]{lang=fr}",
    "placeholders": "%s %(x)s {0} {x} $HOME ${x} `ls` $(ls)",
}
TEXT = "seeds/lake/mirror-2031-04-02.txt"


class Page(HTMLParser):
    """The elements and the words of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data):
        self.words.append(data)


def attacked(small, words: str) -> dict[str, str | bytes]:
    text = small[TEXT].decode() + f"\nShe said {words} at last.\n"
    sources = small["seeds/lake/sources.toml"].decode()
    sources = sources.replace('"The Bay Mirror"', json.dumps(f"The {words}"))
    sources = sources.replace('"Tolmark\'s president on the lake"', json.dumps(words))
    fact = (
        f'[[fact]]\nid = "hostile"\nsection = "economy"\npriority = "must"\nstatement = {json.dumps(words)}\n'
        f'[[fact.quote]]\nsource = "mirror-2031-04-02"\nexact = {json.dumps(f"She said {words} at last")}\n'
    )
    brief = small["briefs/lake-visit.toml"].decode()
    brief = brief.replace('visitor = "Tolmark"', f"visitor = {json.dumps(words)}")
    brief = brief.replace('"Visit of the President of Tolmark to Ostrava Bay"', json.dumps(words))
    return {
        TEXT: text,
        "seeds/lake/sources.toml": sources,
        "seeds/lake/facts.toml": small["seeds/lake/facts.toml"].decode() + fact,
        "briefs/lake-visit.toml": brief,
    }


def parsed(data: bytes) -> Page:
    page = Page()
    page.feed(data.decode("utf-8"))
    return page


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_words_come_out_as_words_in_html(outcome, small, name):
    made = outcome(attacked(small, ATTACKS[name]), "html")
    assert [item for item in made.diagnostics if item.is_error] == []
    page = parsed(made.renderings[0].data)
    harmless = parsed(outcome(attacked(small, "plain words"), "html").renderings[0].data)
    assert page.tags == harmless.tags
    assert page.handlers == []
    assert len(page.links) == len(harmless.links)
    assert not any("evil" in link or "javascript" in link for link in page.links)
    assert flat(ATTACKS[name]) in flat(" ".join(page.words))
    assert flat(f"She said {ATTACKS[name]} at last") in flat("".join(page.words))


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_words_come_out_as_words_in_markdown(outcome, small, name):
    pypandoc = pytest.importorskip("pypandoc", reason="pypandoc reads our Markdown back")
    made = outcome(attacked(small, ATTACKS[name]), "md")
    page = parsed(pypandoc.convert_text(made.renderings[0].data.decode(), "html", "markdown").encode())
    plain = outcome(attacked(small, "plain words"), "md").renderings[0].data.decode()
    harmless = parsed(pypandoc.convert_text(plain, "html", "markdown").encode())
    assert page.tags == harmless.tags
    assert page.handlers == []
    assert len(page.links) == len(harmless.links)
    assert flat(f"She said {ATTACKS[name]} at last") in flat("".join(page.words))


SIGNS = ["\x1b[31m", "\x07", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\ufffe", "\U000e0041"]


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_signs_that_a_reader_cannot_see_reach_no_page_and_no_terminal(space, sign):
    space.write(TEXT, space.read(TEXT).replace("Fisheries Accord", f"Fisheries {sign}Accord"))
    escaped = "".join(f"\\U{ord(char):08x}" for char in sign)
    quote = 'exact = "The two presidents signed a Fisheries '
    space.change("seeds/lake/facts.toml", quote, quote + escaped)
    ran = space.run("build", "--to", "md,html")
    written = [data.decode() for name, data in space.files().items() if name.startswith("out/")]
    assert bool(written) is (ran.status == 0)
    assert re.search(r"facts\.toml:\d+: (error|warning) (control|deceiving)-character", ran.err)
    for text in (*written, ran.out, ran.err):
        assert sign[0] not in text
