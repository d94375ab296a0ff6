"""A small invented brief that holds everything a document can hold, and a hostile one."""

from __future__ import annotations

from briefbook.model import document as d
from briefbook.model.date import PartialDate

T = d.Text


def note(number: int, *words: d.Inline | str) -> d.Note:
    children = tuple(T(word) if isinstance(word, str) else word for word in words)
    return d.Note(number, f"fact-{number}", children)


FRENCH = note(
    2,
    "Gazette du Lac, 5 March 2025, para. 2: “",
    T("les échanges ont atteint 13,5 millions d’euros", "fr"),
    "”, ",
    d.Link("https://gazette.example/a?b=1&c=2", (T("gazette.example"),)),
)
RUSSIAN = note(3, "Вестник долины, 6 March 2025: “", d.Emphasis((T("стороны договорились", "ru"),)), "”.")
KYRGYZ = note(4, "Дала кабары: “", T("өнөктөштүк жаңы деңгээлге көтөрүлдү", "ky"), "”.")
BRIEF = d.Document(
    title="Visit of the Prime Minister of Lakeland to Harbourland",
    lang="en",
    header="Visit brief: Lakeland",
    date=PartialDate(2025, 3, 10),
    subject="Visit brief",
    keywords=("Lakeland", "Harbourland"),
    marking="tlp:green",
    labels={"page_of": "Page {page} of {pages}", "notes": "Notes"},
    attachments=(
        d.Attachment(
            "facts.json", "application/json", '{\n "facts": ["Việt Nam & <b>"]\n}'.encode(), "Facts"
        ),
        d.Attachment("picture.png", "image/png", b"\x89PNG", "Left out of the DOCX"),
    ),
    blocks=(
        d.Heading(1, (T("Visit of the Prime Minister of Lakeland"),), "title"),
        d.Definitions(
            (
                d.Definition((T("Visitor"),), (T("Lakeland"),)),
                d.Definition((T("Level"),), (T("Official visit"), note(1, "Protocol office."))),
            )
        ),
        d.Heading(2, (T("Economy"),), "economy"),
        d.Paragraph((T("Three things matter:"),)),
        d.Paragraph(
            (
                d.Anchor("fact-trade-2024", (T("Trade reached "), d.Strong((T("€13.5 million"),)))),
                FRENCH,
                RUSSIAN,
                T(" and grows ("),
                d.Link("https://gazette.example/a?b=1&c=2", (T("more"),)),
                T(")."),
                d.LineBreak(),
                T("A new line."),
            )
        ),
        d.ListBlock(
            (
                (d.Paragraph((T("First"), KYRGYZ)), d.ListBlock(((d.Paragraph((T("Below the first"),)),),))),
                (d.Paragraph((T("Second"),)), d.Paragraph((T("More on the second."),))),
            ),
            ordered=True,
        ),
        d.Paragraph((T("Between the lists."),)),
        d.ListBlock(((d.Paragraph((T("Begins at seven"),)),),), ordered=True, start=7),
        d.ListBlock(((d.Paragraph((T("A bullet with a note"), note(5, "In a list."))),),)),
        d.Heading(3, (T("Figures"),), "figures"),
        d.Table(
            header=((T("Year"),), (T("Trade (€ million)"),), (T("Remark"),)),
            rows=(
                ((T("2023"),), (T("7.5"), note(6, "In a table.")), ()),
                ((T("2024"),), (T("13.5"),), (T("see note "), d.NoteRef(2))),
            ),
            align=("left", "right", "center"),
            caption=(T("Trade, 2023–2024"),),
        ),
        d.Table(((T("No caption"),),), (((T("One cell"),),),), ("",)),
        d.Table(((T("Third table"),),), (((T("One more cell"),),),), ("",)),
        d.BlockQuote((d.Paragraph((T("Words set apart."), note(7, "In a quotation."))),)),
        d.Rule(),
        d.Paragraph((T("As note "), d.NoteRef(3), T(" says; note "), d.NoteRef(99), T(" is gone."))),
        d.Paragraph((d.Anchor("fact-trade-2024", (T("The same name again"),)),)),
        d.Definitions((d.Definition((T("Term"),), (T("What is said."), note(8, "In a definition."))),)),
        d.Table(((T("Last"),),), (((T("cell"),),),), ("",)),
    ),
)

HOSTILE = (
    "<b>bold</b> & <script>alert(1)</script> &amp; &copy; ]]> <!-- x -->",
    '{ HYPERLINK "https://evil.example" } { INCLUDETEXT c:\\x } \\f \\h',
    "NUL\x00 BEL\x07 ESC\x1b C1\x85 FFFE\ufffe lone \ud83d end \udc00",
    "\u202eright to left\u202c שלום مرحبا",
    "👩‍👩‍👧‍👦 🇻🇳 ☃ 漢字",
    "# not a heading",
    "1. not a list",
    "- not a list",
    "+ not a list",
    "(a) not a list",
    "iv. not a list",
    ": not a definition",
    "Table: not a caption",
    "% not a title",
    "::: not a division",
    "| not | a | table |",
    "> not a quotation",
    "--- not a rule ... nor an ellipsis -- nor a dash",
    "===",
    "*not* _emphasis_ **strong** __strong__ ~~out~~ ^up^ ~down~ `code`",
    "[not](https://a.example) ![a](link) [^1] [@cite] @cite $x$ $5 and $6 \\alpha \\[x\\]",
    "it's \"quoted\" 'twice' don't",
    "{#id .class} {=html} [x]{.y}",
    "    four spaces before",
    "tab\tline\nreturn\rend",
    "ends with #",
    "ends with a backslash \\",
    "ends with an exclamation!",
    "http://bare.example/x_y_z and mailto:a@b.example",
    "W" * 10_000,
    "",
    " ",
    "\u00a0",
    "\u2028\u2029",
    "a\u200bb\u2060c\ufeffd\u00ad",
)
ADDRESSES = (
    "javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "file:///etc/passwd", "//host/share", "smb://a/b",
    "ms-word:ofe|u|https://x", "http://", "https://[bad", "https://a.example:99999/", "mailto:", "ftp://a.example",
    "https://a\x00b.example", "https://a.example/\nx", "\\\\host\\x", "", "x",
    "https://a.example/" + "x" * 3000,
)  # fmt: skip


def hostile() -> d.Document:
    """Put every hostile string into every place that takes words."""
    blocks: list[d.Block] = []
    for number, text in enumerate(HOSTILE, start=1):
        words = (T(text),)
        blocks += [
            d.Heading(2, words, text[:50]),
            d.Paragraph(words),
            d.Paragraph((T("before "), d.Emphasis(words), d.Strong(words), T(text, text[:9]), *words)),
            d.Paragraph((d.Anchor(text, words), d.Note(number, text, words), d.NoteRef(number), *words)),
            d.Paragraph((d.Link("https://good.example/" + str(number), words), d.LineBreak(), *words)),
            d.ListBlock(((d.Paragraph(words),), (d.Paragraph(words), d.Paragraph(words)), ())),
            d.ListBlock(((d.Paragraph(words),),), ordered=True, start=-3),
            d.BlockQuote((d.Paragraph(words),)),
            d.Table((words, ()), ((words, ()), ((), words)), ("left", "oops"), words),
            d.Definitions((d.Definition(words, words), d.Definition((), words), d.Definition(words, ()))),
        ]
    blocks += [d.Paragraph((d.Link(address, (T("words"),)),)) for address in ADDRESSES]
    return d.Document(
        title="".join(HOSTILE),
        lang='en"><x',
        blocks=tuple(blocks),
        header=HOSTILE[0] + HOSTILE[2],
        date=PartialDate(1, 1, 1),
        subject=HOSTILE[2],
        keywords=HOSTILE,
        marking=HOSTILE[0] + HOSTILE[2],
        attachments=(d.Attachment(HOSTILE[2], "application/json", b"\xff\x00<x>", HOSTILE[0]),),
        labels={"page_of": "{page}{page} {0} %s {pages} \x00 <w:p/>", HOSTILE[2]: HOSTILE[2]},
    )


EMPTY = d.Document("", "", ())
ODD = d.Document(
    "Odd trees",
    "en",
    (
        d.Paragraph(()),
        d.ListBlock(()),
        d.ListBlock(((), (d.ListBlock((((d.Rule()),),)),), (d.Table((), (), ()),))),
        d.ListBlock(
            ((d.Heading(9, (T("deep"),)), d.BlockQuote((d.ListBlock(((d.Paragraph((T("x"),)),),)),))),)
        ),
        d.BlockQuote(()),
        d.Definitions(()),
        d.Table((), (), ()),
        d.Table((), (((T("a"),), (T("b"),)), ((T("c"),),)), ()),
        d.Heading(0, ()),
        d.Paragraph((note(5, "five"), note(5, "five again"), note(0, "zero"), note(-1, "minus one"))),
        d.Paragraph((d.NoteRef(5), d.NoteRef(-1), d.NoteRef(7), d.Cite("x"), d.Statement("x", (T("said"),)))),
        d.Paragraph(
            (d.Link("https://a.example", (T("a"), note(6, "in a link"), d.Strong((note(8, "deep"),)))),)
        ),
        d.Paragraph((d.Link("https://a.example", (d.Link("https://b.example", (T("b"),)),)),)),
        d.Paragraph((note(9, "outer ", note(10, "inner"), d.LineBreak(), d.Anchor("in-note", (T("z"),))),)),
        d.Paragraph((d.Emphasis((d.LineBreak(),)), d.Strong(()), d.Emphasis((T(" a "),)), d.LineBreak())),
        *(d.Paragraph((d.Anchor("a" * 60 + str(n % 2), (T("same"),)),)) for n in range(30)),
    ),
)
# what no honest pipeline yields, and what must not crash a writer


def notes(document: d.Document) -> list[d.Note]:
    """Every note of a document, in reading order."""
    found: list[d.Note] = []

    def walk(value: object) -> None:
        if isinstance(value, d.Note):
            found.append(value)
        elif isinstance(value, tuple):
            for item in value:
                walk(item)
        elif isinstance(value, d.Table):
            walk((value.caption, value.header, value.rows))
        elif isinstance(value, d.Figure):
            walk(value.caption)
        elif isinstance(value, d.Definition):
            walk((value.term, value.children))
        else:
            walk(getattr(value, "children", getattr(value, "items", ())))

    walk(document.blocks)
    return found
