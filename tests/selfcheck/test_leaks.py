"""Nothing of the machine and nothing of a fact that was left out goes out with a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import repack
import sample
import unpacked

from briefbook import pipeline, writers
from briefbook.errors import BriefbookError
from briefbook.model import document as d
from briefbook.model.theme import Theme
from briefbook.model.trace import Trace
from briefbook.pipeline import outgoing
from briefbook.workspace import traces
from briefbook.writers import grammar, leaks

FORMATS = ("docx", "html", "md", "pdf", "tree")
FILES = {form: writers.write(form, sample.BRIEF, Theme(), "x").data for form in FORMATS}
SECRET = "The cabinet of Tolmark will sell its northern harbour to Ostrava Bay before the winter"
HOME = Trace("the home folder", "/srv/people/anna")


def texts(form: str, data: bytes) -> leaks.Texts:
    return grammar.look(form, data, sample.BRIEF.attachments).texts


@pytest.mark.parametrize("form", FORMATS)
def test_a_clean_file_holds_no_string_of_the_machine_and_its_own_words_are_found(form: str) -> None:
    assert leaks.traces(texts(form, FILES[form]), [HOME, *traces.of(Path())]) == []
    assert leaks.betrayed(texts(form, FILES[form]), leaks.windows(SECRET)) == []
    assert leaks.betrayed(texts(form, FILES[form]), ["visit of the prime minister"]) != []


def in_a_property(parts: dict[str, bytes]) -> None:
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(
        b"Visit brief", b"/srv/people/anna/a.toml"
    )


def cut_into_runs(parts: dict[str, bytes]) -> None:
    hidden = b"<w:p><w:r><w:t>/srv/peo</w:t></w:r><w:r><w:t>ple/anna</w:t></w:r></w:p><w:sectPr"
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr", hidden, 1)


def in_the_attachment(parts: dict[str, bytes]) -> None:
    parts["customXml/item1.xml"] = parts["customXml/item1.xml"].replace(
        b"Nam", b"Nam file:///srv/people/anna/x"
    )


@pytest.mark.parametrize("poison", [in_a_property, cut_into_runs, in_the_attachment])
def test_a_path_is_found_wherever_it_stands_in_a_word_file(poison: object) -> None:
    parts = repack.members(FILES["docx"])
    poison(parts)  # type: ignore[operator]
    assert [each for _, each in leaks.traces(texts("docx", repack.zipped(parts)), [HOME])] == [HOME]


def hexed(words: str) -> str:
    return words.encode("utf-16-be").hex().upper()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/Creator(Briefbook)", "/Creator(/srv/people/anna)"),
        ("/Creator(Briefbook)", f"/Creator<FEFF{hexed('in /srv/people/anna')}>"),
        ("/Creator(Briefbook)", "/Creator(\\057srv\\057people\\057anna)"),
        ("<dc:format>", "/srv/people/anna <dc:format>"),
        ('"facts": [', '"file": "/srv/people/anna", "facts": ['),
    ],
)
def test_a_path_is_found_wherever_it_stands_in_a_pdf(old: str, new: str) -> None:
    file = unpacked.take_apart(FILES["pdf"])
    file.swap(old, new)
    assert [each for _, each in leaks.traces(texts("pdf", repack.packed(file)), [HOME])] == [HOME]


@pytest.mark.parametrize("form", ["docx", "html", "md", "pdf"])
def test_words_on_the_page_are_found_in_every_format_however_they_are_set(form: str) -> None:
    wanted = leaks.windows("les échanges ont atteint 13,5 millions d’euros")
    assert leaks.betrayed(texts(form, FILES[form]), wanted) != []


@pytest.mark.parametrize(
    ("words", "text", "there"),
    [
        ("/srv/people/anna", "file:///srv/people/anna/x", True),
        ("/srv/people/anna", "see /srv/people/annabel", False),
        ("/srv/people/anna", "https://a.example/srv/people/anna", False),
        ("/opt/", "/opt/desk", True),
        ("/opt/", "https://a.example/opt/desk", False),
        ("desk-17", "built on desk-17.", True),
        ("desk-17", "a desk-170", False),
        ("anna@", "anna@desk", True),
        ("anna@", "joanna@desk", False),
    ],
)
def test_a_string_of_the_machine_is_not_found_inside_of_another(words: str, text: str, there: bool) -> None:
    assert leaks.stands(words, text) is there


def test_a_user_or_a_machine_whose_name_is_a_word_is_looked_for_as_an_address_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("USER", "vietnam")
    monkeypatch.setenv("LOGNAME", "anna-7")
    monkeypatch.setenv("HOME", "/srv/people/anna")
    traces.of.cache_clear()
    words = {each.words for each in traces.of(Path("/srv/people/anna/desk"))}
    traces.of.cache_clear()
    assert {"/srv/people/anna", "/srv/people/anna/desk", "vietnam@", "anna-7", "anna-7@"} <= words
    assert "vietnam" not in words


# ── the whole way ────────────────────────────────────────────────────────────


def planted(small, status: str, marking: str = "", template: str = "", banner: str = "") -> dict[str, str]:
    """A fact that is to be left out, and a template that prints its words all the same."""
    text = small["seeds/lake/mirror-2031-04-02.txt"].decode() + f"\n{SECRET}.\n"
    mark = f"marking = {json.dumps(marking)}\n" if marking else ""
    fact = (
        f'[[fact]]\nid = "harbour"\nsection = "political"\nstatus = "{status}"\n{mark}'
        f'statement = "{SECRET}."\n'
        f'[[fact.quote]]\nsource = "mirror-2031-04-02"\nexact = "{SECRET}"\n'
    )
    brief = small["briefs/lake-visit.toml"].decode()
    if banner:
        brief = brief.replace("date =", f'marking = "{banner}"\ndate =')
    files = {
        "seeds/lake/mirror-2031-04-02.txt": text,
        "seeds/lake/facts.toml": small["seeds/lake/facts.toml"].decode() + "\n" + fact,
        "briefs/lake-visit.toml": brief,
    }
    return files | ({"templates/sections/economy.md.j2": template} if template else {})


def betraying(monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """A writer that prints what it was never given."""
    real = writers.written

    def written(form, document, theme, stem):
        made, said = real(form, document, theme, stem)
        return made, (*said, ("somewhere", words))

    monkeypatch.setattr(outgoing, "written", written)


@pytest.mark.parametrize(
    ("status", "marking", "banner"),
    [("draft", "", ""), ("rejected", "", ""), ("accepted", "TLP:RED", "TLP:GREEN")],
)
def test_words_of_a_fact_that_was_left_out_stop_the_file(
    outcome, small, monkeypatch, status: str, marking: str, banner: str
) -> None:
    files = planted(small, status, marking, banner=banner)
    assert outcome(files, *FORMATS).ok
    betraying(monkeypatch, f"… {SECRET.upper().replace(' ', '  ')} …")
    with pytest.raises(BriefbookError) as raised:
        outcome(files, "md")
    assert [(item.code, "'harbour'" in item.message) for item in raised.value.diagnostics] == [("leak", True)]


def test_the_words_of_a_fact_that_is_printed_are_no_leak_though_a_draft_says_the_same(
    outcome, small, monkeypatch
) -> None:
    files = planted(small, "draft")
    twin = '[[fact]]\nid = "open"\nsection = "economy"\nstatement = "{0}."\n[[fact.quote]]\n'
    twin += 'source = "mirror-2031-04-02"\nexact = "{0}"\n'
    files["seeds/lake/facts.toml"] += "\n" + twin.format(SECRET)
    made = outcome(files, *FORMATS)
    assert made.ok
    assert SECRET in made.renderings[2].data.decode()


def test_a_string_of_the_machine_stops_the_file_unless_an_input_says_it(
    outcome, small, example_inputs
) -> None:
    title = example_inputs.brief.data.decode().partition('title = "')[2].partition('"')[0]
    assert pipeline.build(example_inputs, ("md",), machine=(Trace("a title", title),)).ok
    document = pipeline.compose(example_inputs).document
    watch = outgoing.Watch((Trace("a title", title),))
    for form in FORMATS:
        with pytest.raises(BriefbookError) as raised:
            outgoing.render(form, document, Theme(), "x", watch)
        assert {item.code for item in raised.value.diagnostics} == {"leak"}


def test_a_file_with_a_fault_is_named_as_our_mistake_and_nothing_is_written(space, monkeypatch) -> None:
    from briefbook.writers import html

    real = html.write
    monkeypatch.setattr(
        html, "write", lambda *given: real(*given).replace(b"</main>", b"<script></script></main>")
    )
    ran = space.run("build", "--to", "md,html")
    assert ran.status == 1
    assert (
        "error self-check: the element 'script' may not stand in it; this is a fault of Briefbook" in ran.err
    )
    assert [name for name in space.files() if name.startswith("out/")] == []


ADDRESSES = (
    "https://a.example/<b>?c=d e",
    "HTTPS://A.example/x",
    "http://a.example:0/",
    "https://",
    "https://a.example/ü#[1]",
    "javascript:alert(1)",
    "mailto:",
    "https://[x/",
    "https://a.example/a&lt;b",
)


@pytest.mark.parametrize("form", FORMATS)
def test_a_strange_address_is_written_as_one_that_may_be_a_link_or_as_plain_words(form: str) -> None:
    links = tuple(d.Paragraph((d.Link(each, (d.Text("here"),)),)) for each in ADDRESSES)
    made = writers.write(form, d.Document("A", "en", links), Theme(), "x")
    assert grammar.look(form, made.data).faults == ()
