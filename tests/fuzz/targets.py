"""What is fuzzed: each target takes any bytes and must come to an answer. `make fuzz` runs them with atheris.

As a program: `python tests/fuzz/targets.py NAME SECONDS FOLDER`; the folder keeps what is found.
"""

import importlib.util
import io
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

HERE = Path(__file__).resolve().parent
CASES = HERE / "cases"
# what once made a target fail, by target; never thrown away


def run(name: str, seconds: int, corpus: Path) -> None:
    """Fuzz one target for some seconds, beginning with its seeds; what crashes it lies in `corpus/found`."""
    import atheris

    seeds = [*SEEDS.get(name, lambda: iter(()))(), *kept(name)]
    for module in [
        each for each in sys.modules if each.partition(".")[0] in ("briefbook", "small_workspace")
    ]:
        # what the seeds are made with has been imported without the counting of branches
        del sys.modules[module]
    with atheris.instrument_imports(include=["briefbook", "drawn"]):
        target = TARGETS[name]()
        for seed in seeds:
            # so that what is imported late is imported here
            target(seed)
    (corpus / "found").mkdir(parents=True, exist_ok=True)
    (corpus / "seeds").mkdir(exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / "seeds" / f"seed-{number:03d}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=1500", "-max_len=8192"]
    atheris.Setup([sys.argv[0], *options, f"-artifact_prefix={corpus}/found/", str(corpus / "seeds")], target)
    atheris.Fuzz()


def toml_to_facts() -> Callable[[bytes], None]:
    """Any bytes as the ledger, the sources, the brief, a theme, names or settings of a workspace."""
    from briefbook import pipeline

    small = _small()

    def once(data: bytes) -> None:
        path = FILES[data[0] % len(FILES)] if data else FILES[0]
        _answered(pipeline.check(small.inputs({**small.SMALL, path: data[1:]})))

    return _text_only(once, templates=False)


def template_to_blocks() -> Callable[[bytes], None]:
    """Any text as the template of a section, a kind or a note."""
    from briefbook import pipeline

    small = _small()

    def once(data: bytes) -> None:
        path = TEMPLATES[data[0] % len(TEMPLATES)] if data else TEMPLATES[0]
        _answered(pipeline.build(small.inputs({**small.SMALL, path: data[1:]}), ("md",)))

    return _text_only(once, templates=True)


def document_to_docx() -> Callable[[bytes], None]:
    """A document made of any bytes, as a Word file."""
    import drawn
    import word

    from briefbook.model.theme import Theme
    from briefbook.writers import write

    def once(data: bytes) -> None:
        made = write("docx", drawn.document(data), Theme(), "drawn").data
        assert zipfile.ZipFile(io.BytesIO(made)).testzip() is None
        assert (faults := word.faults(made)) == [], faults

    return once


def document_to_pdf() -> Callable[[bytes], None]:
    """A document made of any bytes, as a PDF."""
    import drawn
    import pypdfium2

    from briefbook.model.theme import Theme
    from briefbook.writers import write

    def once(data: bytes) -> None:
        made = write("pdf", drawn.document(data), Theme(), "drawn")
        read = pypdfium2.PdfDocument(made.data)
        assert made.pages is not None
        assert len(read) == made.pages > 0
        read.close()

    return once


def html_to_text() -> Callable[[bytes], None]:
    """Any bytes as a web page that is a source."""
    return _reader(".html")


def docx_to_text() -> Callable[[bytes], None]:
    """Any bytes as a part of a Word file that is a source, or as the whole of it."""
    import parcels

    read = _reader(".docx")
    return lambda data: read(parcels.word(data))


def pdf_to_text() -> Callable[[bytes], None]:
    """Any bytes as a PDF that is a source."""
    return _reader(".pdf")


def mail_to_text() -> Callable[[bytes], None]:
    """Any bytes as an e-mail that is a source."""
    return _reader(".eml")


TARGETS = {
    "toml-facts": toml_to_facts,
    "html-text": html_to_text,
    "docx-text": docx_to_text,
    "pdf-text": pdf_to_text,
    "mail-text": mail_to_text,
    "template-blocks": template_to_blocks,
    "document-docx": document_to_docx,
    "document-pdf": document_to_pdf,
}
FILES = (
    "seeds/lake/facts.toml",
    "seeds/lake/sources.toml",
    "briefs/lake-visit.toml",
    "templates/themes/default.toml",
    "briefbook.toml",
    "seeds/lake/mirror-2031-04-02.txt",
)
TEMPLATES = (
    "templates/sections/economy.md.j2",
    "templates/kinds/visit-brief.md.j2",
    "templates/notes/chicago.md.j2",
)


def _small() -> ModuleType:
    """The small workspace of the tests; other folders have a conftest, too, so it is named by its file."""
    spec = importlib.util.spec_from_file_location("small_workspace", HERE.parent / "conftest.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


def _seeds_of_toml() -> Iterator[bytes]:
    from briefbook import resources

    for path, data in {**resources.example(), **_small().SMALL}.items():
        for number, name in enumerate(FILES):
            if Path(path).suffix == Path(name).suffix and path.split("/")[0] == name.split("/")[0]:
                yield bytes([number]) + data
    yield b"\x03" + resources.templates()["themes/default.toml"].encode()


def _seeds_of_templates() -> Iterator[bytes]:
    from briefbook import resources

    folders = ("sections", "kinds", "notes")
    for name, text in resources.templates().items():
        folder = name.split("/")[0]
        if name.endswith(".j2") and folder in folders:
            yield bytes([folders.index(folder)]) + text.encode()


def _seeds_of_documents() -> Iterator[bytes]:
    yield bytes(range(256)) * 4
    yield b"".join(f"{word} ".encode() * 20 for word in ("trade", "Việt Nam", "өнөк", "сторон"))


def _seeds_of_pages() -> Iterator[bytes]:
    import parcels

    yield from (page.encode() for page in parcels.PAGES)


def _seeds_of_word() -> Iterator[bytes]:
    import parcels

    for number, name in enumerate(parcels.PARTS):
        yield bytes([number]) + parcels.PARTS[name]
    yield bytes([len(parcels.PARTS)]) + parcels.word(b"")


def _seeds_of_pdf() -> Iterator[bytes]:
    import drawn

    from briefbook.model.theme import Theme
    from briefbook.writers import write

    for seed in _seeds_of_documents():
        yield write("pdf", drawn.document(seed[:40]), Theme(), "drawn").data
    import parcels

    yield parcels.PDF


def _seeds_of_mail() -> Iterator[bytes]:
    import parcels

    yield from (mail.encode() for mail in parcels.MAILS)


SEEDS: dict[str, Callable[[], Iterator[bytes]]] = {
    "toml-facts": _seeds_of_toml,
    "template-blocks": _seeds_of_templates,
    "html-text": _seeds_of_pages,
    "docx-text": _seeds_of_word,
    "pdf-text": _seeds_of_pdf,
    "mail-text": _seeds_of_mail,
    "document-docx": _seeds_of_documents,
    "document-pdf": _seeds_of_documents,
}


def kept(name: str) -> Iterator[bytes]:
    """What once made a target fail."""
    for path in sorted((CASES / name).glob("*")):
        yield path.read_bytes()


def _text_only(once: Callable[[bytes], None], *, templates: bool) -> Callable[[bytes], None]:
    """Templates come to the pipeline decoded; what is not UTF-8 was refused before."""

    def target(data: bytes) -> None:
        is_template = templates or (data and FILES[data[0] % len(FILES)].startswith("templates/"))
        if is_template:
            data = data[:1] + data[1:].decode("utf-8", "ignore").encode()
        once(data)

    return target


def _answered(made: object) -> None:
    for item in made.diagnostics:  # type: ignore[attr-defined]
        assert item.code != "internal-error", item
        assert item.path, item
        assert len(item.message) < 900, item
        assert item.line is None or item.line >= 1, item


def _reader(ending: str) -> Callable[[bytes], None]:
    from briefbook import readers
    from briefbook.text import characters

    def once(data: bytes) -> None:
        for guess in (False, True):
            reading, found = readers.read(data, f"source{ending}", guess=guess)
            assert all(item.code and item.path and len(item.message) < 900 for item in found), found
            if guess:
                assert reading.text.strip() or any(item.is_error for item in found), found
            assert all(0 <= at <= len(reading.text) for at in reading.pages), reading.pages
            for each in reading.stretches:
                assert 0 <= each.start <= each.end <= len(reading.text), each
            for said in reading.claims.values():
                assert characters.printable(said) == said, said
            reading.text.encode()

    return once


if __name__ == "__main__":
    sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "writers")]
    run(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]) / sys.argv[1])
