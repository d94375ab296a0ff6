"""Invented documents of every kind, the same for the same seed: what the writers are tested and timed on."""

from __future__ import annotations

import random
from collections.abc import Callable

from briefbook.model import document as d
from briefbook.model.date import PartialDate

VOCABULARY = {
    "en": (
        "the minister of trade and his delegation have agreed to strengthen cooperation between both "
        "countries in agriculture energy education tourism transport a framework for bilateral "
        "consultations was established after comprehensive negotiations on investment protection "
        "environmental responsibility internationalisation with representatives from local authorities "
        "who emphasised that mutual understanding remains the foundation of friendship while exchanges "
        "grew steadily during recent years despite considerable difficulties an office efficient workflow "
        "affects staff waffle fjord avatar Tokyo policy"
    ),
    "fr": (
        "le ministre des affaires étrangères a souligné que la coopération entre les deux pays progresse "
        "régulièrement depuis plusieurs années grâce aux échanges économiques culturels et universitaires "
        "une délégation gouvernementale s’est rendue dans l’ancienne capitale afin de signer un "
        "accord-cadre relatif au développement durable à l’enseignement professionnel où œuvre commune naît "
        "après d’intenses négociations préparatoires"
    ),
    "vi": (
        "thủ tướng chính phủ đã chủ trì lễ đón chính thức hai bên nhất trí thúc đẩy quan hệ hữu nghị "
        "truyền thống và hợp tác nhiều mặt kim ngạch thương mại tiếp tục tăng trưởng ổn định trong những "
        "năm gần đây góp phần giữ vững hoà bình phát triển nông nghiệp giáo dục du lịch người dân được "
        "hưởng lợi từ các dự án mới"
    ),
    "ru": (
        "министр иностранных дел подчеркнул что сотрудничество между двумя странами развивается "
        "последовательно стороны договорились об активизации торгово-экономических связей в рамках "
        "соглашения о свободной торговле представители министерства обсудили перспективы совместного "
        "строительства железнодорожной инфраструктуры и подготовки высококвалифицированных специалистов"
    ),
    "ky": (
        "республикасынын министрлер кабинетинин төрагасы өнөктөштүктү жаңы деңгээлге көтөрүү маселелерин "
        "талкуулады соода экономикалык байланыштарды кеңейтүү боюнча макулдашуу түзүлдү"
    ),
}
WORDS = {lang: text.split() for lang, text in VOCABULARY.items()}
PUBLISHERS = (
    "The Harbour Courier",
    "Gazette du Lac",
    "Nhật báo Sông",
    "Вестник долины",
    "Wire of the Steppe",
)
WEIRD = (
    "<b>not bold</b> & <a href='javascript:1'>x</a>",
    "%PDF-1.7 (unbalanced \\( ) >> endobj",
    "a\u200bb\u2060c\ufeffd",
    "\u202eright to left\u202c שלום مرحبا",
    "\ue000\uf8ff\U000f0000",
    "👩‍👩‍👧‍👦 🇻🇳 ☃ ✓",
    "e\u0301\u0323 o\u0302\u0301 A\u030a",
    "x\u0007y\u0000z\u0085w",
    "漢字かな한글",
    "Ωμέγα Ķșğıřžő",
    "\u2028\u2029\t\u00ad",
    "…—–‑\u00a0\u202f«»“”‘’",
)


def document(
    seed: int, notes: int = 40, *, weird: bool = True, long_notes: bool = True, charts: bool = True
) -> d.Document:
    """Make a random document with every kind of block and inline; at least `notes` notes."""
    story = Story(random.Random(seed), weird, long_notes)
    story.charts = charts
    blocks: list[d.Block] = [d.Heading(1, story.title(), "title"), story.definitions()]
    part = 0
    while story.notes < notes:
        part += 1
        blocks.append(d.Heading(2, story.title(), f"section-{part}"))
        for piece in range(story.r.randint(1, 4)):
            if story.r.random() < 0.3:
                blocks.append(d.Heading(3, story.title(), f"part-{part}-{piece}"))
            blocks.extend(story.block() for _ in range(story.r.randint(1, 4)))
    return d.Document(
        title=f"Visit brief {seed}: Lakeland to Harbourland",
        lang=story.r.choice(("en", "fr", "vi", "ru", "en-GB")),
        blocks=tuple(blocks),
        header=story.r.choice(("", f"Visit brief {seed}")),
        date=story.r.choice((None, PartialDate(2025), PartialDate(2025, 3, 10))),
        subject="Visit brief",
        keywords=("Lakeland", "Harbourland"),
        marking=story.r.choice(("", "TLP:GREEN")),
        attachments=(d.Attachment("facts.json", "application/json", b'{"facts": []}', "Facts"),),
    )


def plain(notes: int = 600) -> d.Document:
    """Make a realistic brief: statements of a line or two, each with a short note, about 15 notes a page."""
    story = Story(random.Random(7), weird=False, long_notes=False)
    story.quote_words, story.statement_words, story.addresses = (2, 13), (8, 16), 0.12
    blocks: list[d.Block] = [
        d.Heading(1, (d.Text("Official visit of the Prime Minister of Lakeland"),), "title")
    ]
    blocks.append(story.head())
    count = 0
    while story.notes < notes:
        count += 1
        if count % 24 == 1:
            blocks.append(d.Heading(2, story.title(), f"section-{count}"))
        elif count % 8 == 1:
            blocks.append(d.Heading(3, story.title(), f"part-{count}"))
        if count % 5 == 3:
            items = tuple((d.Paragraph(story.statement()),) for _ in range(4))
            blocks.append(d.ListBlock(items))
        elif count % 37 == 20:
            blocks.append(story.figures())
        else:
            blocks.append(d.Paragraph(story.statements(story.r.randint(2, 4))))
    return d.Document(
        title="Official visit of the Prime Minister of Lakeland",
        lang="en",
        blocks=tuple(blocks),
        header="Visit brief: Lakeland",
        date=PartialDate(2025, 3, 10),
        subject="Visit brief",
        keywords=("Lakeland", "visit"),
        attachments=(d.Attachment("facts.json", "application/json", b'{"facts": []}', "Facts"),),
    )


def features(*, charts: bool = True) -> d.Document:
    """Make a short document that holds every kind of block and inline at least once."""
    story = Story(random.Random(3), weird=False, long_notes=True)
    makers: tuple[Callable[[], d.Block], ...] = (
        story.paragraph,
        story.list_block,
        story.quote,
        story.table,
        story.figures,
        story.definitions,
        story.rule,
        *((story.chart,) if charts else ()),
    )
    blocks: list[d.Block] = [d.Heading(1, (d.Text("Every kind of block"),), "title"), story.head()]
    for index, make in enumerate(makers):
        blocks.append(d.Heading(2 + index % 2, story.title(), f"kind-{index}"))
        blocks.extend((d.Paragraph((d.Text("What follows is kept with this line:"),)), make()))
    every = tuple(story.inlines(lang, 12) for lang in WORDS)
    blocks.extend(d.Paragraph(children) for children in every)
    mention = d.Anchor("fact-mention", (d.Text("see note "), d.NoteRef(1), d.Text(".")))
    blocks.append(d.Paragraph((d.Text("Annex"), d.LineBreak(), mention)))
    return d.Document(
        title="Every kind of block",
        lang="en-GB",
        blocks=tuple(blocks),
        header="Every kind of block",
        date=PartialDate(2025, 3, 10),
        subject="Test",
        keywords=("one", "two"),
        marking="TLP:AMBER",
        attachments=(d.Attachment("facts.json", "application/json", b"{}", "Facts"),),
    )


class Story:
    """A source of random blocks that counts its notes."""

    def __init__(self, r: random.Random, weird: bool, long_notes: bool) -> None:
        self.r = r
        self.weird = weird
        self.long_notes = long_notes
        self.notes = 0
        self.quote_words = (6, 30)
        self.statement_words = (12, 24)
        self.addresses = 0.3
        # chance that a note gives an address
        self.charts = True

    # ── words ────────────────────────────────────────────────────────────────

    def words(self, lang: str, count: int) -> str:
        out = [self.r.choice(WORDS[lang]) for _ in range(count)]
        for index in range(count):
            chance = self.r.random()
            if chance < 0.03:
                out[index] = f"{self.r.randint(2, 99_999):,}"
            elif chance < 0.06 and index < count - 1:
                out[index] += ","
            elif chance < 0.07:
                out[index] = f"“{out[index]}”"
        if self.weird and self.r.random() < 0.05:
            out.append(self.r.choice(WEIRD))
        return " ".join(out)

    def sentence(self, lang: str, count: int = 0) -> str:
        text = self.words(lang, count or self.r.randint(8, 26))
        return text[:1].upper() + text[1:] + "."

    def lang(self) -> str:
        return self.r.choice(("en", "en", "en", "fr", "vi", "ru", "ky"))

    def title(self) -> d.Inlines:
        text = self.words("en", self.r.randint(2, 7))
        return (d.Text(text[:1].upper() + text[1:]),)

    def url(self) -> str:
        path = "/".join(
            self.words("en", 2).replace(" ", "-").replace("/", "") for _ in range(self.r.randint(1, 4))
        )
        path = path.encode("ascii", "ignore").decode()
        return f"https://www.example.org/{path}?id={self.r.randint(1, 10**9)}&x=1"

    # ── inlines ──────────────────────────────────────────────────────────────

    def note(self) -> d.Note:
        self.notes += 1
        number = self.notes
        kind = self.r.random()
        if kind < 0.1 and self.weird:
            return d.Note(number, f"fact-{number}", (d.Text(self.words("en", 1)),))
        lang = self.lang()
        size = self.r.randint(*self.quote_words)
        if self.long_notes and kind > 0.97:
            size = self.r.choice((200, 900, 1500))
        children: d.Inlines = (
            d.Text(f"{self.r.choice(PUBLISHERS)}, “"),
            d.Text(self.words(lang, 5), lang),
            d.Text(f"”, {self.r.randint(1, 28)} March 2025, para.\u00a0{self.r.randint(1, 20)}: “"),
            d.Emphasis((d.Text(self.words(lang, size), lang),)),
            d.Text("”."),
        )
        if self.r.random() < self.addresses:
            url = self.url()
            children += (d.Text(" "), d.Link(url, (d.Text(url),)))
        return d.Note(number, f"fact-{number}", children)

    def statement(self) -> d.Inlines:
        text = d.Text(self.sentence("en", self.r.randint(*self.statement_words)))
        return (d.Anchor(f"fact-{self.notes + 1}", (text,)), self.note())

    def statements(self, count: int) -> d.Inlines:
        out: list[d.Inline] = []
        for index in range(count):
            if index:
                out.append(d.Text(" "))
            out.extend(self.statement())
        return tuple(out)

    def inlines(self, lang: str, words: int, notes: float = 0.5) -> d.Inlines:
        out: list[d.Inline] = [d.Text(self.sentence(lang, words), lang)]
        while self.r.random() < notes:
            out.append(self.note())
        chance = self.r.random()
        if chance < 0.2:
            out += [d.Text(" "), d.Emphasis((d.Text(self.words(lang, 3), lang),)), d.Text(".")]
        elif chance < 0.35:
            inner = (d.Text("and "), d.Emphasis((d.Text("both"),)))
            out += [d.Text(" "), d.Strong((d.Text(self.words("en", 2)), d.Text(" "), *inner)), d.Text(".")]
        elif chance < 0.45:
            url = self.url()
            out += [d.Text(" "), d.Link(url, (d.Text(url),)), d.Text(".")]
        elif chance < 0.5:
            out += [d.LineBreak(), d.Text(self.sentence(lang, 6), lang)]
        elif chance < 0.55 and self.notes:
            out += [d.Text(" See note "), d.NoteRef(self.r.randint(1, self.notes)), d.Text(".")]
        return tuple(out)

    # ── blocks ───────────────────────────────────────────────────────────────

    def block(self) -> d.Block:
        makers = (
            self.paragraph,
            self.list_block,
            self.quote,
            self.table,
            self.figures,
            self.definitions,
            self.rule,
        )
        if self.charts and self.r.random() < 0.06:
            return self.chart()
        return self.r.choices(makers, weights=(12, 5, 1, 1, 1, 1, 0.3))[0]()

    def paragraph(self) -> d.Paragraph:
        out: list[d.Inline] = []
        for index in range(self.r.randint(1, 6)):
            if index:
                out.append(d.Text(" "))
            out.extend(self.inlines(self.lang(), self.r.randint(5, 30)))
        if self.r.random() < 0.1:
            out.append(d.Text(" " + self.words("en", 4) + ":"))
        return d.Paragraph(tuple(out))

    def list_block(self, depth: int = 0) -> d.ListBlock:
        items: list[d.Blocks] = []
        for _ in range(self.r.randint(1, 5)):
            item: list[d.Block] = [d.Paragraph(self.inlines(self.lang(), self.r.randint(3, 30)))]
            if depth < 2 and self.r.random() < 0.2:
                item.append(self.list_block(depth + 1))
            if self.r.random() < 0.1:
                item.append(d.Paragraph(self.inlines("en", 12)))
            items.append(tuple(item))
        return d.ListBlock(tuple(items), self.r.random() < 0.4, self.r.choice((1, 1, 1, 9)))

    def quote(self) -> d.BlockQuote:
        return d.BlockQuote((self.paragraph(),))

    def table(self) -> d.Table:
        columns = self.r.randint(1, 5)
        header = tuple(self.title() for _ in range(columns))
        caption = self.title() if self.r.random() < 0.6 else ()
        rows: list[tuple[d.Inlines, ...]] = []
        for _ in range(self.r.choice((1, 3, 8, 40))):
            rows.append(tuple(self.cell() for _ in range(columns)))
        align = tuple(self.r.choice(("", "left", "right", "center")) for _ in range(columns))
        return d.Table(header, tuple(rows), align, caption)

    def cell(self) -> d.Inlines:
        if self.r.random() < 0.1:
            return ()
        return self.inlines(self.lang(), self.r.choice((1, 2, 8, 15)), notes=0.15)

    def figures(self) -> d.Table:
        """A small table of figures, as a brief prints one."""
        header: tuple[d.Inlines, ...] = tuple(
            (d.Text(t),) for t in ("Year", "Trade (US$ million)", "Change", "Source")
        )
        rows: list[tuple[d.Inlines, ...]] = []
        for year in range(2019, 2025):
            value = f"{self.r.randint(1, 2000) / 10:,.1f}"
            change = f"{self.r.choice('+−')}{self.r.randint(1, 300) / 10:.1f} %"
            text = d.Text(self.words("en", 4))
            rows.append(((d.Text(str(year)),), (d.Text(value), self.note()), (d.Text(change),), (text,)))
        return d.Table(
            header, tuple(rows), ("left", "right", "right", ""), (d.Text("Trade between the two, 2019–2024"),)
        )

    def chart(self) -> d.Figure:
        """A chart of a series, its caption with the notes of its figures."""
        count = self.r.choice((1, 3, 5, 12, 30))
        bars: list[d.Bar] = []
        for at in range(count):
            value = self.r.randint(-300 if self.r.random() < 0.1 else 0, 2000) / 10
            label = str(2024 - count + at) if self.r.random() < 0.9 else self.words("en", 6)
            bars.append(d.Bar(label, value, f"{value:,.1f}".replace("-", "−")))
        said = "; ".join(f"{bar.label}: {bar.shown}" for bar in bars)
        notes = tuple(self.note() for _ in range(self.r.randint(0, 3)))
        caption = (*self.title(), d.Text(" (US$ million)"), *notes)
        return d.Figure(d.Chart("Trade", "US$ million", tuple(bars)), f"Trade: {said}", caption)

    def head(self) -> d.Definitions:
        """The head block of a brief: who, where, when."""
        pairs = (
            ("Visitor", "Lakeland"),
            ("Host", "Harbourland"),
            ("Level", "Official visit"),
            ("Dates", "6–7 March 2025"),
        )
        return d.Definitions(tuple(d.Definition((d.Text(term),), (d.Text(text),)) for term, text in pairs))

    def definitions(self) -> d.Definitions:
        items: list[d.Definition] = []
        long = self.r.random() < 0.3
        for _ in range(self.r.randint(1, 5)):
            term = d.Text(self.words("en", self.r.randint(6, 12) if long else self.r.randint(1, 2)))
            items.append(d.Definition((term,), self.inlines(self.lang(), self.r.randint(1, 25))))
        return d.Definitions(tuple(items))

    def rule(self) -> d.Rule:
        return d.Rule()
