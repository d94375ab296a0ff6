"""Web pages: what a reader sees is read, what nobody sees is not; what the page says of itself is told."""

import time

import pytest
from made import STORIES, of_kind, page

from briefbook import readers

FACTS = STORIES["fr"].paragraphs[1]


def read(text, name="a.html", **options):
    return readers.read(text.encode() if isinstance(text, str) else text, name, **options)


def codes(problems):
    return [(problem.code, str(problem.severity)) for problem in problems]


HIDDEN = {
    "display": '<p style="display: none">geheim</p>',
    "visibility": '<p style="color:red;visibility:hidden">geheim</p>',
    "far to the left": '<div style="position:absolute;left:-9999px"><p>geheim</p></div>',
    "no size": '<span style="font-size:0">geheim</span>',
    "an attribute": "<div hidden>geheim</div>",
    "for screen readers only": '<span class="sr-only">geheim</span>',
    "hidden from screen readers": '<div aria-hidden="true">geheim</div>',
    "a class of the page": '<style>.weg{display:none}</style><p class="a weg">geheim</p>',
    "a class after a comment": "<style>/* .x{} */ .weg /* a */ {display:none}</style><p class=weg>geheim</p>",
    "an id of the page": "<style>p{color:red}\n#weg , #auch{ font-size: 0px; }</style><p id=auch>geheim</p>",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_words_that_nobody_sees_are_left_out_and_told(how):
    reading, problems = read(f"<html><body><p>vorher {FACTS}</p>{HIDDEN[how]}<p>danach</p></body></html>")
    assert "geheim" not in reading.text
    assert "danach" in reading.text
    assert codes(problems) == [("hidden-text", "note")]


SEEN = {
    "a margin": '<p style="margin-left:-9px">offen</p>',
    "small letters": '<p style="font-size:0.8em">offen</p>',
    "nearly opaque": '<p style="opacity:0.9">offen</p>',
    "hidden on paper only": "<style>@media print{.x{display:none}} .y{color:red}</style><p class=x>offen</p>",
    "a flag that is off": '<p aria-hidden="false">offen</p>',
    "another element of the class": "<style>.a .x{display:none}</style><p class=x>offen</p>",
}


@pytest.mark.parametrize("how", SEEN)
def test_words_that_a_reader_sees_are_kept(how):
    reading, problems = read(f"<html><body>{SEEN[how]}</body></html>")
    assert "offen" in reading.text
    assert problems == ()


def test_scripts_styles_and_comments_are_no_words():
    text = (
        "<html><body><script>var a='skript'</script><!-- komm --><style>p{}</style><p>wort</p></body></html>"
    )
    assert read(text)[0].text == "wort"


def test_a_page_says_who_wrote_it_and_when():
    head = (
        '<html lang="fr-ca"><head><title>Le lac | Le Phare</title>'
        '<link rel="canonical" href="https://phare.example/lac">'
        '<meta property="og:site_name" content="Autre nom"><script type="application/ld+json">'
        '{"@graph":[{"@type":"BreadcrumbList"},{"@type":["NewsArticle"],'
        '"headline":"Le lac &eacute;tal&eacute;",'
        '"datePublished":"2031-04-02T23:10:00-05:00","author":[{"name":"Ida Sund"},{"name":"Bo Ek"}],'
        '"publisher":{"name":"Le Phare"}}]}</script></head><body><p>x</p></body></html>'
    )
    assert dict(read(head)[0].claims) == {
        "title": "Le lac étalé",
        "publisher": "Le Phare",
        "author": "Ida Sund; Bo Ek",
        "date": "2031-04-02",
        "lang": "fr-CA",
        "url": "https://phare.example/lac",
    }


def test_what_a_page_says_badly_is_not_claimed():
    head = (
        '<html lang="schön!"><head><meta name="date" content="2 avril">'
        '<meta name="author" content="https://x.example/a">'
        '<link rel=canonical href="javascript:alert(1)"><script type="application/ld+json">'
        '{"@type":"NewsArticle","datePublished":"2031-13-40"</script></head><body><p>x</p></body></html>'
    )
    assert dict(read(head)[0].claims) == {}


def test_raised_figures_do_not_run_into_the_figures_before_them():
    text = "<p>in 2030<sup>1</sup>, 12 km<sup>2</sup>, le 1<sup>er</sup> mai 2029"
    text += '<sup><a href="#n">[3]</a></sup>.</p>'
    assert read(text)[0].text == "in 2030¹, 12 km², le 1er mai 2029."


def test_cells_items_and_breaks_stay_apart():
    text = "<table><tr><th>Jahr<th>Summe<tr><td><p>2030</p><td>13,5</table>"
    text += "<ul><li>eins<li>zwei</ul>a<br>b<pre>c\nd</pre>"
    assert read(text)[0].text == "Jahr\tSumme\n2030\t13,5\n\neins\n\nzwei\n\na\nb\n\nc\nd"


def test_menus_and_related_links_are_marked_for_propose():
    story = page(STORIES["en"], "", 6).replace(
        "<body>",
        "<body><nav><a href=/>Front page</a> <a href=/s>Sport and weather</a></nav><article>",
    )
    story = story.replace(
        "</body>", "</article><aside>Most read: nine ways to cook a pike perch</aside></body>"
    )
    aside = " ".join(of_kind(read(story, guess=True)[0], "aside"))
    assert "Front page" in aside
    assert "pike perch" in aside
    assert "Exports reached" not in aside
    assert read(story, guess=True)[0].text == read(story)[0].text


def test_a_page_in_a_text_file_is_found_out():
    reading, problems = read("<!DOCTYPE html><html><body><p>Wort</p></body></html>", "a.txt")
    assert (reading.text, reading.media) == ("Wort", "text/html")
    assert codes(problems) == [("misnamed-source", "warning")]
    plain, _ = read("A text about <html> and <p>, which is none.", "a.txt")
    assert plain.media == "text/plain"


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "utf-16"])
def test_the_encoding_that_a_page_declares_is_used(declared):
    text = f'<html><head><meta charset="{declared}"></head><body><p>Déjà vu — « 5 € »</p></body></html>'
    codec = {"utf-16": "utf-16", "iso-8859-1": "cp1252"}.get(declared, declared)
    reading, problems = read(text.encode(codec))
    assert (reading.text, problems) == ("Déjà vu — « 5 € »", ())


def test_a_page_that_declares_nothing_is_refused_with_the_likely_encoding():
    data = f"<html><body><p>{FACTS}</p></body></html>".encode("cp1252")
    assert [problem.code for problem in read(data)[1]] == ["not-utf8"]
    reading, problems = read(data, guess=True)
    assert FACTS in reading.text
    assert codes(problems) == [("guessed-encoding", "warning")]


BAD = {
    "ten thousand levels deep": "<html><body>" + "<div>" * 10_000 + "tief",
    "a text without end": "<html><body><p>" + "a" * 15_000_000,
    "too many tags": "<html><body>" + "<p>a" * 300_000,
    "too many attributes": "<html><body><p " + "a=1 " * 500_000 + ">x",
    "no words": "<html><body><img src=a.png></body></html>",
    "NUL characters": "<html><body>a\0b</body></html>",
    "style sheets of comments": "<html><style>" + "/*" * 2_000_000 + "</style><img>",
    "style sheets of braces": "<html><style>" + "a{" * 2_000_000 + "</style><img>",
    "only comments": "<html><!--" * 50_000,
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_page_is_refused_soon_and_by_name(what):
    begun = time.process_time()
    reading, problems = read(BAD[what], guess=True)
    assert reading.text == ""
    assert [problem.code for problem in problems] == ["unreadable-source"]
    assert len(problems[0].message) < 250
    assert time.process_time() - begun < 5


def test_entities_are_neither_read_from_files_nor_multiplied(tmp_path):
    (tmp_path / "secret").write_text("geheim")
    bomb = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    text = (
        f'<!DOCTYPE html [<!ENTITY s SYSTEM "{(tmp_path / "secret").as_uri()}"><!ENTITY e0 "ha">{bomb}]>'
        "<html><body><p>&s;&e9;Wort</p></body></html>"
    )
    reading, _ = read(text)
    assert "geheim" not in reading.text
    assert len(reading.text) < 2000
