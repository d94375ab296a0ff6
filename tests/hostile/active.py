"""What in an output could act, lead elsewhere or tell of the machine: looked for in every part, unpacked."""

import getpass
import io
import re
import socket
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import word

TAGS = {
    "html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section", "aside", "nav",
    "article", "h1", "h2", "h3", "h4", "p", "a", "em", "strong", "sup", "span", "ul", "ol", "li", "dl", "dt",
    "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "blockquote", "q", "br", "hr", "figure",
    "figcaption", "div", "cite", "svg", "g", "rect", "text", "path", "desc", "line", "script", "template",
}  # fmt: skip
ACTS = {
    "/JS",
    "/JavaScript",
    "/AA",
    "/OpenAction",
    "/Launch",
    "/RichMedia",
    "/XFA",
    "/AcroForm",
    "/GoToR",
    "/GoToE",
    "/SubmitForm",
    "/ImportData",
}
KINDS = {"/GoTo", "/URI"}
ADDRESS = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)


def found(name: str, data: bytes) -> list[str]:
    """What is wrong with an output."""
    form = name.rpartition(".")[2]
    look = {"html": _html, "docx": _docx, "pdf": _pdf}.get(form)
    return look(data) if look else []


def leaks(name: str, data: bytes, root: Path) -> list[str]:
    """What an output tells of the machine it was made on."""
    secrets = {str(root), str(Path.home()) + "/", socket.gethostname(), "a-word-of-the-environment"}
    secrets |= {getpass.getuser()} - {"root"}
    text = b"\0".join(_unpacked(name, data))
    return [
        each
        for each in secrets
        if len(each) > 5 and (each.encode() in text or each.encode("utf-16-be") in text)
    ]


def _unpacked(name: str, data: bytes) -> list[bytes]:
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [data, *(archive.read(each) for each in archive.namelist())]
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(data)) as file:
            plain = io.BytesIO()
            objects, streams = pikepdf.ObjectStreamMode.disable, pikepdf.StreamDecodeLevel.generalized
            file.save(plain, compress_streams=False, object_stream_mode=objects, stream_decode_level=streams)
            return [data, plain.getvalue()]
    return [data]


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS or tag in ("script", "template"):
            self.wrong.append(f"<{tag}>")
        for key, value in attrs:
            if key.startswith("on") or key in ("srcdoc", "formaction", "ping", "background"):
                self.wrong.append(f"{key}={value}")
            if key in ("href", "src", "xlink:href", "action") and not ADDRESS.match(value or ""):
                self.wrong.append(f"{key}={value}")


def _html(data: bytes) -> list[str]:
    page = _Page()
    page.feed(data.decode("utf-8"))
    return page.wrong


def _docx(data: bytes) -> list[str]:
    return word.faults(data)


def _pdf(data: bytes) -> list[str]:
    wrong = []
    with pikepdf.open(io.BytesIO(data)) as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                wrong += [str(key) for key in list(each.keys()) if key in ACTS]
                kind = str(each.get("/S", ""))
                if "/URI" in each and not ADDRESS.match(str(each["/URI"])):
                    wrong.append(str(each["/URI"]))
                if each.get("/Type") == "/Action" and kind not in KINDS:
                    wrong.append(kind)
    return wrong
