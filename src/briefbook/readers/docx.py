"""Word files: paragraphs, tables and notes in the order of the document, as it is read on paper."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from briefbook.model.diagnostic import Diagnostic, Severity
from briefbook.model.reading import Reading
from briefbook.readers import figures, media, package, wordstyles
from briefbook.readers.sheet import BLOCK, CELL, ROW, Sheet
from briefbook.readers.wordstyles import attribute, local
from briefbook.text import characters, claims

_GONE = frozenset(["del", "moveFrom"])
_UNREAD = frozenset(
    ["pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "instrText", "delText"]
)
_SIGNS = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
    "ptab": "\t",
}


def read(data: bytes, path: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
    """Read a Word file; nothing but its words, its styles and its title is unpacked."""
    try:
        parts = package.Package(data)
        styles = wordstyles.of(parts.xml("word/styles.xml")) if parts.has("word/styles.xml") else {}
        notes = {**_notes(parts, "footnote"), **_notes(parts, "endnote")}
        document = _Document(styles, notes)
        document.blocks(parts.xml("word/document.xml"))
        told = _claims(parts)
    except package.RefusedError as refusal:
        return _refused(f"the file {refusal}", path)
    text = document.sheet.text()
    if not text.strip():
        return _refused("the file holds no words; pictures of words cannot be read", path)
    if "\x00" in text or characters.too_many_marks(text):
        return _refused(f"has a letter with more than {characters.MAX_MARKS} combining marks", path)
    reading = Reading(text, media.DOCX, "utf-8", (), told, document.sheet.sorted_stretches())
    return reading, tuple(_unseen(document, path))


def _unseen(document: "_Document", path: str) -> Iterator[Diagnostic]:
    if document.hidden:
        message = (
            f"holds hidden text in {document.hidden} place(s), which a reader does not see; it is left out"
        )
        yield Diagnostic("hidden-text", message, Severity.WARNING, path=path)
    if document.deleted:
        message = (
            f"holds {document.deleted} deletion(s) that nobody has accepted yet; deleted words are left out, "
            "inserted ones are read"
        )
        yield Diagnostic("tracked-changes", message, Severity.WARNING, path=path)


def _refused(why: str, path: str) -> tuple[Reading, tuple[Diagnostic, ...]]:
    return Reading("", media.DOCX), (Diagnostic("unreadable-source", why, path=path),)


class _Document:
    """The words of a Word file as they are gathered, and what was left out."""

    def __init__(self, styles: Mapping[str, wordstyles.Style], notes: Mapping[tuple[str, str], Any]) -> None:
        self.sheet = Sheet()
        self.hidden = self.deleted = 0
        self._styles, self._notes = styles, notes
        self._due: list[Any] = []
        # notes called for, which follow their paragraph or table
        self._boxes: list[Any] = []
        # text boxes, which follow their paragraph
        self._said: set[tuple[str, str]] = set()
        self._within = 0
        # tables, notes and boxes: what is due waits until they end

    def blocks(self, parent: Any, held: int = -1) -> None:
        """The blocks below an element; `held` is the count of blocks at the beginning of a cell."""
        for child in parent:
            name = local(child)
            if name in _GONE:
                self.deleted += _has_words(child)
            elif name == "p":
                self._paragraph(child, held)
            elif name == "tbl":
                self._table(child)
            elif name == "AlternateContent":
                self.blocks(_chosen(child), held)
            elif name not in _UNREAD:
                self.blocks(child, held)
            self._follow()

    def _paragraph(self, element: Any, held: int) -> None:
        kind, level, hidden = "", 0, False
        properties = next((child for child in element if local(child) == "pPr"), None)
        if properties is not None:
            named = next((attribute(each, "val") for each in properties if local(each) == "pStyle"), "")
            style = self._styles.get(named, wordstyles.Style())
            kind, level, hidden = style.kind, style.level, style.hidden
            own, outline = wordstyles.of_properties(properties)
            if own and kind in ("", "item"):
                kind, level = own, outline
        run: list[str] = []
        self._inline(element, run, hidden)
        words = "".join(run).strip(" \t\n")
        if words.strip():
            if held != self.sheet.count:
                self.sheet.part(BLOCK)
            self._staged(kind, level, lambda: self.sheet.add(words))
            self.sheet.part(BLOCK)

    def _staged(self, kind: str, level: int, job: Callable[[], None]) -> None:
        if kind:
            self.sheet.begin(kind, level)
        job()
        if kind:
            self.sheet.end()

    def _inline(self, element: Any, run: list[str], hidden: bool) -> None:
        """The words of a paragraph; hidden and deleted ones are counted instead."""
        for child in element:
            name = local(child)
            if name in _GONE:
                self.deleted += _has_words(child)
            elif name == "r":
                self._run(child, run, hidden)
            elif name == "txbxContent":
                self._boxes.append(child)
            elif name == "AlternateContent":
                self._inline(_chosen(child), run, hidden)
            elif name in ("footnoteReference", "endnoteReference"):
                self._call(name.removesuffix("Reference"), attribute(child, "id"))
            elif name == "t":
                run.append(child.text or "")
            elif name in _SIGNS:
                run.append(_SIGNS[name])
            elif name not in _UNREAD:
                self._inline(child, run, hidden)

    def _run(self, element: Any, run: list[str], hidden: bool) -> None:
        properties = next((child for child in element if local(child) == "rPr"), None)
        if properties is not None:
            named = next((attribute(each, "val") for each in properties if local(each) == "rStyle"), "")
            style = self._styles.get(named)
            own = any(local(each) == "vanish" for each in properties)
            hidden = wordstyles.is_hidden(properties) or (
                not own and (hidden or (style is not None and style.hidden))
            )
        if hidden:
            self.hidden += _has_words(element)
            return
        own_run: list[str] = []
        self._inline(element, own_run, False)
        raised = properties is not None and any(
            local(each) == "vertAlign" and attribute(each, "val") == "superscript" for each in properties
        )
        run += [figures.raised(words) for words in own_run] if raised else own_run

    def _table(self, element: Any) -> None:
        self._within += 1
        self.sheet.part(BLOCK)
        for row in _below(element, "tr"):
            marks = [each for child in row if local(child) == "trPr" for each in child]
            if any(local(each) == "del" for each in marks):
                self.deleted += _has_words(row)
                continue
            if any(local(each) == "hidden" for each in marks):
                self.hidden += _has_words(row)
                continue
            self.sheet.part(ROW)
            for cell in _below(row, "tc"):
                before = self.sheet.count
                self.sheet.part(CELL)
                self._staged("cell", 0, lambda cell=cell: self.blocks(cell, self.sheet.count))  # type: ignore[misc]
                if self.sheet.count > before:
                    self.sheet.close_up(BLOCK if self.sheet.count > before + 1 else CELL)
        self.sheet.part(BLOCK)
        self._within -= 1

    def _call(self, kind: str, key: str) -> None:
        """Remember a note for when its paragraph ends; once, however often it is called for."""
        if (kind, key) in self._notes and (kind, key) not in self._said:
            self._said.add((kind, key))
            self._due.append(self._notes[kind, key])

    def _follow(self) -> None:
        """Say what waits for the end of a paragraph or table: text boxes, then notes."""
        if self._within:
            return
        self._within += 1
        while self._boxes or self._due:
            kind, part = ("", self._boxes.pop(0)) if self._boxes else ("note", self._due.pop(0))
            self.sheet.part(BLOCK)
            self._staged(kind, 0, lambda part=part: self.blocks(part))  # type: ignore[misc]
            self.sheet.part(BLOCK)
        self._within -= 1


def _notes(parts: package.Package, kind: str) -> dict[tuple[str, str], Any]:
    """The notes of a file by kind and id; the lines that part them from the text are none."""
    name = f"word/{kind}s.xml"
    if not parts.has(name):
        return {}
    return {
        (kind, attribute(note, "id")): note
        for note in parts.xml(name)
        if local(note) == kind and attribute(note, "type") in ("", "normal")
    }


def _claims(parts: package.Package) -> Mapping[str, str]:
    """Title and language; who saved a file, and when, says nothing of who wrote the text."""
    found: dict[str, str] = {}
    if parts.has("docProps/core.xml"):
        for element in parts.xml("docProps/core.xml"):
            key = {"title": "title", "language": "lang"}.get(local(element), "")
            value = claims.cleaned(key, element.text or "") if key else ""
            if value:
                found.setdefault(key, value)
    return found


def _below(element: Any, name: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, those in content controls too."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins"):
            yield from _below(child, name)


def _chosen(element: Any) -> Any:
    """Of alternative contents the first, which is for programs of today."""
    return next((child for child in element if local(child) == "Choice"), element)


def _has_words(element: Any) -> bool:
    return any(local(each) in ("t", "delText") and (each.text or "").strip() for each in element.iter())
