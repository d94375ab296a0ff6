"""Invented reports in four languages, and real tools that make files of them."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

import pytest

from briefbook.model.reading import Reading


@dataclass(frozen=True)
class Story:
    """A report: title, paragraphs, two items, a table."""

    lang: str
    title: str
    paragraphs: tuple[str, ...]
    heading: str
    items: tuple[str, str]
    rows: tuple[tuple[str, str], ...]


STORIES = {
    "en": Story(
        "en",
        "The ferry between two shores",
        (
            "President Ilma Verrin of Tolmark arrived in Ostrava Bay on Monday, 2 April 2031, "
            "for an official "
            "visit of three days, the first in eleven years, and was welcomed by President Osk.",
            "Exports reached $13.5 million in 2030, up from $9.2 million in 2029. “The lake "
            "belongs to both "
            "shores,” Ms Verrin said; about 1,250 students and well-known researchers were present.",
        ),
        "What was agreed",
        ("A ferry line opens in June 2032", "Some 40 scholarships a year, beginning in September"),
        (("Year", "Exports"), ("2029", "9.2"), ("2030", "13.5")),
    ),
    "fr": Story(
        "fr",
        "Une liaison entre les deux rives",
        (
            "La présidente Ilma Verrin est arrivée lundi à Ostrava pour une visite officielle "
            "de trois jours, la "
            "première depuis onze ans ; elle a été reçue au port par le président Osk et par l’archevêque.",
            "Les échanges ont atteint 13,5 millions d’euros en 2030, contre 9,2 millions "
            "l’année précédente. "
            "« Le lac appartient aux deux rives », a-t-elle déclaré à l’issue des entretiens.",
        ),
        "Ce qui a été décidé",
        ("Une ligne de bac ouvrira en juin 2032", "Quarante bourses par an à compter de septembre"),
        (("Année", "Échanges"), ("2029", "9,2"), ("2030", "13,5")),
    ),
    "vi": Story(
        "vi",
        "Tuyến phà nối hai bờ hồ",
        (
            "Tổng thống Ilma Verrin đã đến vịnh Ostrava hôm thứ Hai, bắt đầu chuyến thăm chính "
            "thức kéo dài ba "
            "ngày, chuyến thăm đầu tiên sau mười một năm, và được Tổng thống Osk đón tại bến cảng.",
            "Kim ngạch xuất khẩu đạt 13,5 triệu USD năm 2030, tăng so với mức 9,2 triệu USD "
            "của năm trước. Khoảng "
            "1.250 sinh viên và nhiều nhà nghiên cứu đã dự buổi gặp gỡ.",
        ),
        "Những điều đã thỏa thuận",
        ("Tuyến phà sẽ mở vào tháng 6 năm 2032", "Bốn mươi suất học bổng mỗi năm, bắt đầu từ tháng 9"),
        (("Năm", "Xuất khẩu"), ("2029", "9,2"), ("2030", "13,5")),
    ),
    "ru": Story(
        "ru",
        "Паром между двумя берегами",
        (
            "Президент Ильма Веррин прибыла в Остраву в понедельник с официальным визитом, "
            "который продлится три "
            "дня; это первый такой визит за одиннадцать лет. Её встретил в порту президент Оск.",
            "Экспорт достиг 13,5 млн долларов в 2030 году против 9,2 млн годом ранее. «Озеро "
            "принадлежит обоим "
            "берегам», — заявила она; на встрече было около 1250 студентов.",
        ),
        "О чём договорились",
        ("Паромная линия откроется в июне 2032 года", "Сорок стипендий в год начиная с сентября"),
        (("Год", "Экспорт"), ("2029", "9,2"), ("2030", "13,5")),
    ),
}


def page(story: Story, style: str = "", times: int = 1) -> str:
    """A plain page; its paragraphs `times` over, numbered so that each is unlike the others."""
    told = "".join(f"<p>{escape(words)}</p>\n" for words in body(story, times))
    items = "".join(f"<li>{escape(item)}</li>\n" for item in story.items)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in story.rows)
    return (
        f'<!DOCTYPE html>\n<html lang="{story.lang}"><head><meta charset="utf-8">'
        f"<title>{escape(story.title)}</title><style>{style}</style></head>\n<body><h1>{escape(story.title)}</h1>\n{told}"
        f"<h2>{escape(story.heading)}</h2>\n<ul>{items}</ul>\n<table>{rows}</table></body></html>\n"
    )


def body(story: Story, times: int = 1) -> list[str]:
    """The paragraphs of a page."""
    if times == 1:
        return list(story.paragraphs)
    return [f"{number + 1}) {words}" for number in range(times) for words in story.paragraphs]


def chunks(story: Story, times: int = 1) -> list[str]:
    """Everything a page says, in order."""
    cells = [cell for row in story.rows for cell in row]
    return [story.title, *body(story, times), story.heading, *story.items, *cells]


def assert_says(reading: Reading, wanted: list[str]) -> None:
    """Every chunk stands whole in the reading, in order; every stretch holds words."""
    said, at = " ".join(reading.text.split()), 0
    for chunk in wanted:
        found = said.find(" ".join(chunk.split()), at)
        assert found >= 0, (chunk, said[at : at + 400])
        at = found + len(chunk)
    for stretch in reading.stretches:
        words = reading.text[stretch.start : stretch.end]
        assert words, stretch
        assert words == words.strip("\n"), stretch


def of_kind(reading: Reading, kind: str) -> list[str]:
    """The words of all stretches of a kind."""
    return [reading.text[each.start : each.end] for each in reading.stretches if each.kind == kind]


def tool(*names: str) -> str:
    """The path of the first program that is there; the test is skipped where none is."""
    for name in names:
        if found := shutil.which(name):
            return found
    pytest.skip(f"none of {', '.join(names)} is installed here")


def converted(source: Path, form: str) -> bytes:
    """A file as LibreOffice saves it in another form."""
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    out = source.parent / "out"
    subprocess.run(
        [tool("soffice"), profile, "--headless", "--convert-to", form, "--outdir", str(out), str(source)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (out / f"{source.stem}.{form.partition(':')[0]}").read_bytes()


def by_pandoc(text: str, form: str, *options: str) -> bytes:
    """A page as pandoc writes it in another form."""
    run = subprocess.run(
        [tool("pandoc"), "-f", "html", "-t", form, "-s", "-o", "-", *options],
        input=text.encode(),
        check=True,
        capture_output=True,
        timeout=120,
    )
    return run.stdout


def printed(text: str, folder: Path) -> bytes:
    """A page as Chromium prints it."""
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    subprocess.run(
        [
            tool("chromium", "chromium-browser", "google-chrome"),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={folder}/page.pdf",
            path.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "page.pdf").read_bytes()


@lru_cache(maxsize=1)
def own_brief() -> dict[str, bytes]:
    """A brief as Briefbook itself writes it."""
    from briefbook import pipeline

    # by its path: folders of tests have a conftest each
    spec = importlib.util.spec_from_file_location("front", Path(__file__).parents[1] / "conftest.py")
    assert spec is not None
    assert spec.loader is not None
    front = importlib.util.module_from_spec(spec)
    sys.modules["front"] = front
    spec.loader.exec_module(front)
    made = pipeline.build(front.inputs(front.SMALL), ("docx", "pdf", "html"))
    return {rendering.name.rpartition(".")[2]: rendering.data for rendering in made.renderings}
