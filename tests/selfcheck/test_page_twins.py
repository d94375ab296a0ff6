"""A clean and a poisoned twin of a page of HTML, and of Markdown, told apart."""

from __future__ import annotations

import pytest
import sample

from briefbook.model.theme import Theme
from briefbook.writers import grammar, html, markdown

PAGE = html.write(sample.BRIEF, Theme()).decode()
PLAIN = markdown.write(sample.BRIEF, Theme()).decode()
END = "</main>"
HEAD = "</head>"
STYLE = "</style>"


def ends(text: str) -> tuple[str, str]:
    return END, f"{text}{END}"


PAGES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "a script": (ends("<p>script</p>"), ends("<script>alert(1)</script>")),
    "a script's address": (
        ends("<p>src</p>"),
        (HEAD, f'<script src="https://a.example/x.js"></script>{HEAD}'),
    ),
    "a handler": (ends('<p class="right">a</p>'), ends('<p onclick="x()">a</p>')),
    "a handler of a drawing": (
        ends('<svg width="1" height="1"><rect x="0" y="0" width="1" height="1"/></svg>'),
        ends('<svg width="1" height="1" onload="x()"></svg>'),
    ),
    "a link": (ends('<a href="https://gazette.example/">a</a>'), ends('<a href="javascript:x()">a</a>')),
    "a link in capitals": (
        ends('<a href="mailto:a@b.example">a</a>'),
        ends('<a href="JaVaScRiPt:x()">a</a>'),
    ),
    "a link with a hidden letter": (
        ends('<a href="http://gazette.example/">a</a>'),
        ends('<a href="java&#9;script:x()">a</a>'),
    ),
    "a link without a scheme": (ends('<a href="#notes">a</a>'), ends('<a href="//a.example/">a</a>')),
    "a link to a share": (ends('<a href="https://a.example/b">a</a>'), ends('<a href="file://host/a">a</a>')),
    "a link to data": (ends('<a href="https://a.example/c">a</a>'), ends('<a href="data:text/html,x">a</a>')),
    "a target": (
        ends('<a href="#notes" role="doc-noteref">a</a>'),
        ends('<a href="#notes" target="_blank">a</a>'),
    ),
    "a picture": (
        ends("<figure><figcaption>a</figcaption></figure>"),
        ends('<img src="https://a.example/x">'),
    ),
    "a frame": (ends("<section><p>a</p></section>"), ends('<iframe srcdoc="x"></iframe>')),
    "a form": (ends("<ul><li>a</li></ul>"), ends('<form action="https://a.example/"></form>')),
    "an object": (ends("<blockquote><p>a</p></blockquote>"), ends('<object data="x"></object>')),
    "a base": (
        (HEAD, f'<meta name="author" content="a">{HEAD}'),
        (HEAD, f'<base href="https://a.example/">{HEAD}'),
    ),
    "a refresh": (
        (HEAD, f'<meta name="keywords" content="a">{HEAD}'),
        (HEAD, f'<meta http-equiv="refresh" content="0;url=https://a.example/">{HEAD}'),
    ),
    "a property": (
        (HEAD, f'<meta name="description" content="a">{HEAD}'),
        (HEAD, f'<meta name="generator" content="a">{HEAD}'),
    ),
    "a style sheet from outside": (
        (STYLE, f"p {{ color: #000 }}\n{STYLE}"),
        (STYLE, f"@import 'x';\n{STYLE}"),
    ),
    "an address in the style": (
        (STYLE, f"p {{ background: none }}\n{STYLE}"),
        (STYLE, f"p {{ background: url(https://a.example/x) }}\n{STYLE}"),
    ),
    "a backslash in the style": (
        (STYLE, f'p {{ font-family: "A\\27 B" }}\n{STYLE}'),
        (STYLE, f"p {{ background: u\\72l(https://a.example/x) }}\n{STYLE}"),
    ),
    "a second style": (ends("<p>style</p>"), ends("<style>\np { margin: 0 }\n</style>")),
    "a style of one element": (
        ends('<table><tbody><tr><td class="right">a</td></tr></tbody></table>'),
        ends('<p style="display:none">a</p>'),
    ),
    "a comment": (ends("<p>--</p>"), ends("<!-- C:\\Users\\anna -->")),
    "an instruction": (ends("<p>?</p>"), ends("<?php x ?>")),
    "an entity": (ends("<p>&amp;lt;</p>"), ends("<p>&nbsp;</p>")),
    "a stray sign": (ends("<p>1 &lt; 2</p>"), ends("<p>1 < 2</p>")),
    "what is not closed": (ends("<dl><dt>a</dt><dd>b</dd></dl>"), ends("<p><em>a</p></em>")),
    "a drawing that fetches": (
        ends('<svg width="1" height="1"><text x="0" y="0">a</text></svg>'),
        ends('<svg width="1" height="1"><use href="https://a.example/x#y"/></svg>'),
    ),
    "another drawing language": (
        ends('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'),
        ends("<math><mtext>a</mtext></math>"),
    ),
}

MARKDOWN: dict[str, tuple[str, str]] = {
    "a tag": ("a \\<b\\>", "a <b>"),
    "a script": ("script", "<script>alert(1)</script>"),
    "a comment": ("a\n\n<!-- -->\n\nb", "<!-- anna -->"),
    "a link": ("[a](<https://gazette.example/>)", "[a](<javascript:x>)"),
    "a link without brackets": ("\\[a\\](b)", "[a](javascript:x)"),
    "an address": ("<https://gazette.example/a_b>", "<smb://host/share>"),
    "an address to a file": ("<mailto:a@b.example>", "<file:///etc/x>"),
    "a picture": ("a! [b](<https://a.example/>)", "![b](<https://a.example/x.png>)"),
    "a raw block": ("\\`\\`\\`", "```{=html}\nx\n```"),
    "code": ("\\`ls\\`", "`ls`"),
    "mathematics": ("\\$x\\$", "$x$"),
    "an entity": ("\\&lt;", "&lt;"),
    "an attribute": ("[a]{lang=fr}", "[a]{onclick=x}"),
    "a class": ("[a]{#b}", "[a]{.hidden}"),
    "raw TeX": ("\\\\input", "[a]{=latex}"),
    "a reference": ("\\[a\\]: b", "[a]: https://evil.example"),
    "a fence of waves": ("\\~\\~\\~", "~~~\nx\n~~~"),
}


@pytest.mark.parametrize("what", PAGES)
def test_the_clean_page_passes_and_the_poisoned_one_does_not(what: str) -> None:
    for (old, new), faulty in zip(PAGES[what], (False, True), strict=True):
        assert old in PAGE
        changed = PAGE.replace(old, new, 1).encode()
        assert bool(grammar.look("html", changed, sample.BRIEF.attachments).faults) is faulty, new


@pytest.mark.parametrize("what", MARKDOWN)
def test_the_clean_markdown_passes_and_the_poisoned_one_does_not(what: str) -> None:
    for words, faulty in zip(MARKDOWN[what], (False, True), strict=True):
        changed = f"{PLAIN}\n{words}\n".encode()
        assert bool(grammar.look("md", changed).faults) is faulty, words


def test_what_is_not_a_page_of_ours_is_a_fault() -> None:
    for data in (
        b"",
        b"<html>",
        PAGE[:-20].encode(),
        b"\xff\xfe",
        PAGE.replace("DOCTYPE html", "DOCTYPE x").encode(),
    ):
        assert grammar.look("html", data).faults != ()
