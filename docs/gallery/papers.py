"""Invented papers for the gallery: no place, person or figure in them is real."""

from __future__ import annotations

from collections.abc import Iterator

from briefbook.model import document as d
from briefbook.model.date import PartialDate

LABELS = {
    "en": {},
    "fr": {
        "page_of": "Page {page} sur {pages}",
        "footnote": "Note {number}",
        "back_to_text": "Retour à l’appel {number}",
        "contents": "Sommaire",
    },
    "vi": {
        "page_of": "Trang {page}/{pages}",
        "footnote": "Chú thích {number}",
        "back_to_text": "Trở lại {number}",
        "contents": "Mục lục",
    },
    "ru": {
        "page_of": "Стр. {page} из {pages}",
        "footnote": "Сноска {number}",
        "back_to_text": "Назад к тексту {number}",
        "contents": "Содержание",
    },
}


class Paper:
    """A paper in the making that counts its notes; `§` in a text is the mark of the next note."""

    def __init__(self, lang: str, title: str, head: dict[str, str], marking: str = "") -> None:
        self.lang, self.title, self.marking = lang, title, marking
        self.count = 0
        terms = tuple(d.Definition((d.Text(term),), (d.Text(said),)) for term, said in head.items())
        self.blocks: list[d.Block] = [d.Heading(1, (d.Text(title),), "title"), d.Definitions(terms)]

    def heading(self, text: str, level: int = 2) -> None:
        """Begin a section or a part of one."""
        self.blocks.append(d.Heading(level, (d.Text(text),), f"h{len(self.blocks)}"))

    def inlines(self, text: str, notes: Iterator[str], lang: str = "") -> d.Inlines:
        """Give a text with its notes where their marks stand."""
        out: list[d.Inline] = []
        for index, part in enumerate(text.split("§")):
            if index:
                out.append(self.note(next(notes)))
            if part:
                out.append(d.Text(part, lang))
        return tuple(out)

    def note(self, text: str) -> d.Note:
        """Make the next note; an address at its end is a link."""
        self.count += 1
        before, _, address = text.partition("https://")
        words: d.Inlines = (d.Text(before),)
        if address:
            words += (d.Link("https://" + address, (d.Text("https://" + address),)),)
        return d.Note(self.count, f"fact-{self.count}", words)

    def text(self, text: str, *notes: str, lang: str = "") -> None:
        """Add a paragraph."""
        self.blocks.append(d.Paragraph(self.inlines(text, iter(notes), lang)))

    def points(self, *points: tuple[str, ...], ordered: bool = False) -> None:
        """Add a list; each point is its text and its notes."""
        items = tuple((d.Paragraph(self.inlines(text, iter(notes))),) for text, *notes in points)
        self.blocks.append(d.ListBlock(items, ordered))

    def table(self, caption: str, align: tuple[str, ...], rows: list[list[str]], *notes: str) -> None:
        """Add a table; its first row is the header."""
        rest = iter(notes)
        cells = [tuple(self.inlines(cell, rest) for cell in row) for row in rows]
        self.blocks.append(d.Table(cells[0], tuple(cells[1:]), align, self.inlines(caption, rest)))

    def chart(self, caption: str, unit: str, bars: dict[str, tuple[float, str]], *notes: str) -> None:
        """Add a chart."""
        made = tuple(d.Bar(label, value, shown) for label, (value, shown) in bars.items())
        said = "; ".join(f"{bar.label}: {bar.shown}" for bar in made)
        chart = d.Chart(caption.partition("§")[0], unit, made)
        self.blocks.append(d.Figure(chart, said, self.inlines(caption, iter(notes))))

    def document(self) -> d.Document:
        """Give the finished paper."""
        return d.Document(
            title=self.title,
            lang=self.lang,
            blocks=tuple(self.blocks),
            header=self.title,
            date=PartialDate(2031, 4, 9),
            marking=self.marking,
            labels=LABELS[self.lang],
        )


def trade() -> d.Document:
    """A page with a table, a chart and a list."""
    made = Paper("en", "Trade between Tolmark and Ostrava Bay", {"As of": "9 April 2031"}, "TLP:GREEN")
    made.heading("Economy")
    made.text(
        "Two-way trade passed US$120 million for the first time in 2030,§ three times what it was five years "
        "before.§ Fish and timber go out; machines, fertiliser and “efficient, affordable ferries” come in.§",
        "The Bay Mirror, “A record on the lake”, 14 January 2031, para. 2: “trade passed US$120 million”.",
        "Customs Office of Tolmark, Yearbook 2030, p. 41: “from US$39.4 million in 2025”.",
        "The Bay Mirror, 14 January 2031, para. 5: “efficient, affordable ferries”.",
    )
    rows = [
        ["Year", "Exports", "Imports", "Two-way", "Change"],
        ["2026", "24.1", "19.75", "43.9", "+11.4 %"],
        ["2027", "31.0", "27.2", "58.2§", "+32.6 %"],
        ["2028", "36.85", "34.1", "71.0", "+22.0 %"],
        ["2029", "48.3", "45.9", "94.2§", "+32.7 %"],
        ["2030", "66.4", "54.125", "120.5§", "+27.9 %"],
    ]
    made.table(
        "Trade in goods, 2026–2030 (US$ million)",
        ("left", "right", "right", "right", "right"),
        rows,
        "Customs Office of Tolmark, Yearbook 2028, p. 38: “58.2”.",
        "Customs Office of Tolmark, Yearbook 2030, p. 41: “94.2”.",
        "Customs Office of Tolmark, Yearbook 2030, p. 41: “120.5”.",
    )
    bars = {"2026": 43.9, "2027": 58.2, "2028": 71.0, "2029": 94.2, "2030": 120.5}
    made.chart(
        "Two-way trade (US$ million)§§",
        "US$ million",
        {year: (value, f"{value:.1f}") for year, value in bars.items()},
        "Customs Office of Tolmark, Yearbook 2030, p. 41.",
        "The Bay Mirror, 14 January 2031, para. 2.",
    )
    made.text("Three projects are spoken of:")
    made.points(
        (
            "A second ferry line from Port Linden, planned for 2032.§",
            "The Bay Mirror, 2 April 2031, para. 9.",
        ),
        (
            "A cold store of 4,000 tonnes at the northern quay, of which the two ministers of agriculture "
            "have agreed the site but not yet the price.§",
            "Port Authority of Linden, Notice 17/2031, https://www.example.org/port-authority/notices/2031/"
            "17?lang=en&part=cold-store.",
        ),
        (
            "Common rules for timber.§",
            "Joint statement of 2 April 2031, para. 12: “common rules for timber”.",
        ),
    )
    return made.document()


def dense() -> d.Document:
    """Pages on which almost every sentence has a note."""
    made = Paper("en", "What both sides have said", {"Visitor": "Tolmark", "Host": "Ostrava Bay"})
    said = (
        "The President spoke of the lake as a common house§ and of its fish as a common purse.§",
        "Her host answered that a house needs rules,§§ and that the fisheries accord is the first of them.§",
        "Both were cautious about the ferry:§ the money has been promised but not found.§",
        "Students may study on either shore without a fee from September,§ if their school agrees.§",
        "On timber there is an understanding, not a treaty;§ the difference was stressed twice.§§",
        "The two capitals will open a direct line between their coast guards before winter.§",
    )
    quotes = (
        "“a house with two doors and one hearth, which neither of us can heat alone”",
        "“what swims past my quay in the morning is sold on yours at noon”",
        "“rules that both write are kept by both”",
        "“no one governs a lake from one shore”",
        "“the accord will be applied from the first day of the season, by both fleets and without exception”",
    )
    papers = ("The Bay Mirror", "Linden Gazette", "Radio Ostrava", "Office of the President of Tolmark")
    turn = 0
    for title in ("The lake", "The ferry", "Schools and woods"):
        made.heading(title)
        for round_ in range(2):
            for text in said[round_::2]:
                notes = []
                for _ in range(text.count("§")):
                    turn += 1
                    head = f"{papers[turn % 4]}, {turn % 27 + 1} March 2031, para. {turn % 9 + 1}: "
                    notes.append(f"{head}{quotes[turn * 3 % 5]}.")
                made.text(text, *notes)
    return made.document()


def french() -> d.Document:
    """A page in French: spaces before high punctuation, elided articles, ligatures."""
    head = {"Visiteur": "Rivane", "Hôte": "Port-Clair", "Dates": "du 2 au 4 avril 2031"}
    made = Paper("fr", "Visite officielle de la présidente de Rivane", head, "TLP:GREEN")
    made.heading("L’essentiel")
    made.points(
        (
            "L’accord de pêche est signé\u00a0; il entre en vigueur le 1er juin.§",
            "Gazette du Lac, 3 avril 2031, §\u00a02\u00a0: «\u00a0l’accord a été signé à midi\u00a0».",
        ),
        (
            "Les échanges ont atteint 120,5 millions de dollars US en 2030, soit +27,9\u00a0% en un an.§",
            "Douanes de Rivane, Annuaire 2030, p. 41\u00a0: «\u00a0120,5\u00a0».",
        ),
    )
    made.heading("Contexte")
    made.text(
        "Voisines depuis toujours, les deux rives n’avaient pourtant guère d’œuvre commune avant l’ouverture "
        "du bac\u00a0: «\u00a0On se saluait de loin\u00a0», résume le maire de Port-Clair.§ L’enseignement "
        "professionnel, l’aménagement des forêts et la surveillance des eaux naissent, l’un après l’autre, "
        "d’intenses négociations\u00a0; aucune n’a été interrompue, même pendant les élections.§ Que "
        "reste-t-il à faire\u00a0? L’essentiel\u00a0: financer, recruter, construire\u00a0!",
        "Gazette du Lac, «\u00a0Deux rives, un marché\u00a0», 14 janvier 2031, §\u00a06\u00a0: «\u00a0on se "
        "saluait de loin, par beau temps\u00a0».",
        "Bureau de la présidence, communiqué du 28 mars 2031, §\u00a03\u00a0: «\u00a0aucune séance n’a été "
        "ajournée\u00a0», https://www.example.org/presidence/communiques/2031/03/28.",
    )
    made.heading("Économie")
    rows = [
        ["Année", "Exportations", "Importations", "Total"],
        ["2028", "36,85", "34,1", "70,95"],
        ["2029", "48,3", "45,9", "94,2§"],
        ["2030", "66,4", "54,125", "120,5§"],
    ]
    made.table(
        "Commerce de marchandises (millions de dollars US)",
        ("left", "right", "right", "right"),
        rows,
        "Douanes de Rivane, Annuaire 2029, p. 40.",
        "Douanes de Rivane, Annuaire 2030, p. 41.",
    )
    made.text(
        "La deuxième ligne de bacs, souhaitée par les deux gouvernements, demeure à l’état de projet§\u00a0; "
        "l’entrepôt frigorifique, lui, dispose d’un terrain mais pas encore d’un prix.§",
        "Gazette du Lac, 2 avril 2031, §\u00a09\u00a0: «\u00a0un projet, rien de plus\u00a0».",
        "Autorité portuaire, avis 17/2031, §\u00a01\u00a0: «\u00a0le terrain est attribué\u00a0».",
    )
    return made.document()


def vietnamese() -> d.Document:
    """A page in Vietnamese: stacked accents, no hyphenation."""
    head = {"Khách": "Cộng hoà Hồ Sen", "Chủ nhà": "Vịnh Bình Minh", "Thời gian": "2–4 tháng 4 năm 2031"}
    made = Paper("vi", "Chuyến thăm chính thức của Tổng thống Hồ Sen", head)
    made.heading("Tóm tắt")
    made.points(
        (
            "Hai bên đã ký Hiệp định Nghề cá, có hiệu lực từ ngày 1 tháng 6.§",
            "Báo Bến Cảng, 3/4/2031, đoạn 2: “hiệp định đã được ký vào buổi trưa”.",
        ),
        (
            "Kim ngạch thương mại năm 2030 đạt 120,5 triệu đô-la Mỹ, tăng 27,9 %.§",
            "Hải quan Hồ Sen, Niên giám 2030, tr. 41: “120,5”.",
        ),
    )
    made.heading("Bối cảnh")
    made.text(
        "Hai bờ hồ là láng giềng lâu đời nhưng trước khi mở tuyến phà hầu như chưa có công trình chung nào.§ "
        "Đào tạo nghề, quản lý rừng và tuần tra mặt nước lần lượt được thoả thuận qua nhiều vòng thương "
        "lượng; không một phiên họp nào bị hoãn, kể cả trong thời gian bầu cử.§ Thị trưởng Bình "
        "Minh nhắc lại rằng “trước kia chúng tôi chỉ vẫy tay chào nhau từ xa”.§",
        "Báo Bến Cảng, “Hai bờ, một chợ”, 14/1/2031, đoạn 6: “hầu như chưa có công trình chung”.",
        "Văn phòng Tổng thống, thông cáo ngày 28/3/2031, đoạn 3: “không phiên họp nào bị hoãn”.",
        "Thời báo Phương Bắc, 29/3/2031, đoạn 4: “chỉ vẫy tay chào nhau từ xa”.",
    )
    made.heading("Kinh tế")
    rows = [
        ["Năm", "Xuất khẩu", "Nhập khẩu", "Tổng"],
        ["2028", "36,85", "34,1", "70,95"],
        ["2029", "48,3", "45,9", "94,2§"],
        ["2030", "66,4", "54,125", "120,5§"],
    ]
    made.table(
        "Thương mại hàng hoá (triệu đô-la Mỹ)",
        ("left", "right", "right", "right"),
        rows,
        "Hải quan Hồ Sen, Niên giám 2029, tr. 40.",
        "Hải quan Hồ Sen, Niên giám 2030, tr. 41.",
    )
    made.text(
        "Tuyến phà thứ hai vẫn đang ở giai đoạn đề xuất;§ kho lạnh đã có đất nhưng chưa có giá.§",
        "Báo Bến Cảng, 2/4/2031, đoạn 9: “mới chỉ là đề xuất”.",
        "Cảng vụ Bình Minh, thông báo 17/2031, đoạn 1: “đã giao đất”.",
    )
    return made.document()


def russian() -> d.Document:
    """A page in Russian with Kyrgyz words in it."""
    head = {"Гость": "Озёрная Республика", "Хозяин": "Светлая Бухта", "Даты": "2–4 апреля 2031 г."}
    made = Paper("ru", "Официальный визит президента Озёрной Республики", head)
    made.heading("Главное")
    made.points(
        (
            "Подписано соглашение о рыболовстве; оно вступает в силу 1 июня.§",
            "Вестник Бухты, 3 апреля 2031 г., абз. 2: «соглашение подписано в полдень».",
        ),
        (
            "Товарооборот в 2030 г. достиг 120,5 млн долл. США, рост — 27,9 %.§",
            "Таможня, Ежегодник 2030, с. 41: «120,5».",
        ),
    )
    made.heading("Справка")
    made.text(
        "Берега соседствовали веками, однако до открытия паромной переправы общих предприятий почти не "
        "было.§ Профессиональное образование, лесоустройство и наблюдение за акваторией согласовывались "
        "одно за другим; ни одно заседание не было отложено, даже во время избирательной кампании.§",
        "Вестник Бухты, «Два берега, один рынок», 14 января 2031 г., абз. 6: «здоровались издалека».",
        "Канцелярия президента, сообщение от 28 марта 2031 г., абз. 3: «ни одно заседание не отложено».",
    )
    made.heading("Из заявления на кыргызском языке", 3)
    made.text(
        "Эки жээктин элдери ынтымакта жашап, көл байлыгын чогуу коргоого макул болушту. Өкмөттөр жаңы паром "
        "жолун ачуу, балык уулоо эрежелерин бирдей колдонуу жана жаштардын билим алышына көмөк көрсөтүү "
        "боюнча сүйлөшүүлөрдү улантышат.§",
        "Көл кабарлары, 2031-жылдын 3-апрели, 4-абзац: «чогуу коргоого макул болушту».",
        lang="ky",
    )
    made.heading("Экономика")
    rows = [
        ["Год", "Экспорт", "Импорт", "Всего"],
        ["2028", "36,85", "34,1", "70,95"],
        ["2029", "48,3", "45,9", "94,2§"],
        ["2030", "66,4", "54,125", "120,5§"],
    ]
    made.table(
        "Торговля товарами (млн долл. США)",
        ("left", "right", "right", "right"),
        rows,
        "Таможня, Ежегодник 2029, с. 40.",
        "Таможня, Ежегодник 2030, с. 41.",
    )
    made.text(
        "Вторая паромная линия остаётся предложением;§ под холодильный склад отведён участок, но цена не "
        "согласована.§",
        "Вестник Бухты, 2 апреля 2031 г., абз. 9: «пока это предложение».",
        "Управление порта, извещение 17/2031, абз. 1: «участок отведён».",
    )
    return made.document()
