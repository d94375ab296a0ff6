"""Jinja2 templates that can phrase a brief and nothing else: found, rendered, their trouble told."""

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, lru_cache

import jinja2
from jinja2 import BaseLoader, StrictUndefined, TemplateError, TemplateNotFound, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.tests import TESTS

from briefbook import limits
from briefbook.assembly import filters, sandbox, shelf, trouble, views
from briefbook.assembly.sandbox import LOOP, Environment
from briefbook.isolation import beacon
from briefbook.model.diagnostic import Diagnostic
from briefbook.text import characters, shape
from briefbook.text.words import Words

__all__ = ["LOOP", "Environment", "diagnosed", "environment", "explained", "names", "note_renderer", "render"]


Templates = Mapping[str, str]


class _Loader(BaseLoader):
    """Templates by name: what the workspace has for the brief, over the shipped ones."""

    def __init__(self, own: Mapping[str, shelf.Shown], shipped: Mapping[str, shelf.Shown]) -> None:
        self.own, self.shipped = own, shipped

    def find(self, template: str) -> shelf.Shown | None:
        """The file that a name reaches; `default/…` is always the shipped one."""
        plain = template.removeprefix(shelf.SHIPPED)
        return self.shipped.get(plain) if template != plain else self.own.get(plain, self.shipped.get(plain))

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        file = self.find(template)
        if file is None:
            known, plain = [*self.own, *self.shipped], template.removeprefix(shelf.SHIPPED)
            raise TemplateNotFound(template, f"no template {template!r}{shape.nearest(plain, known)}")
        path = f"templates/{file.path}" if file.own else f"{sandbox.SHIPPED_FILE}templates/{file.path}"
        _admit(file.text, template, path)
        return file.text, path, lambda: True


def environment(own: Templates, shipped: Templates, brief: str = "", lang: str = "") -> Environment:
    """The environment of a workspace's templates for a brief in a language; alike ones are compiled once."""
    mine = shelf.reached(own, brief, lang)
    theirs = shelf.reached(shipped, "", lang, own=False)
    return _environment(tuple(sorted(mine.items())), tuple(sorted(theirs.items())))


@lru_cache(maxsize=8)
def _environment(
    own: tuple[tuple[str, shelf.Shown], ...], shipped: tuple[tuple[str, shelf.Shown], ...]
) -> Environment:
    made = Environment(
        loader=_Loader(dict(own), dict(shipped)),
        undefined=StrictUndefined,
        finalize=filters.finalize,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals.clear()
    made.filters = filters.table()
    made.tests = dict(TESTS)
    return made


def render(
    made: Environment, name: str, view: views.BriefView, words: Words
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Render a brief's template to Markdown with marks; trouble is a diagnostic with template and line."""
    beacon.at("rendering", f"templates/{name}")
    try:
        made.meter, made.words = sandbox.meter(view), words
        pieces = _generated(made.get_template(name), brief=view, words=dict(words.labels))
        return made.meter.output(pieces), ()
    except _TROUBLE as error:
        return "", (diagnosed(error),)


def names(made: Environment) -> frozenset[str]:
    """Every template there is, a workspace's own and the shipped ones."""
    loader = made.loader
    return frozenset((*loader.own, *loader.shipped)) if isinstance(loader, _Loader) else frozenset()


def source(made: Environment, name: str) -> str | None:
    """The text that a template's name reaches, or None."""
    loader = made.loader
    file = loader.find(name) if isinstance(loader, _Loader) else None
    return file.text if file else None


def admitted(made: Environment, text: str, name: str, path: str) -> nodes.Template:
    """A template as it is written; one that may not be used raises what `explained` tells of."""
    _admit(text, name, path)
    made.meter = sandbox.Meter()
    try:
        made.guarded(text, name, path)
    except TemplateSyntaxError as error:
        error.lineno = trouble.line(error.message or "", text, error.lineno)
        raise
    return made.parsed(text, name, path)


def note_renderer(made: Environment, name: str, words: Words) -> Callable[[views.NoteView], str]:
    """A function that renders notes in a citation style; call it inside `explained`."""
    template = made.get_template(name)
    labels = dict(words.labels)
    spent = sandbox.Meter()

    def phrase(note: views.NoteView) -> str:
        made.meter, made.words = sandbox.note_meter(note), words
        # each note has its own counts; the clock goes on
        made.meter.began = spent.began
        said = made.meter.output(_generated(template, note=note, words=labels)).strip()
        spent.began = made.meter.began
        return said

    return phrase


def place(made: Environment, number: str) -> tuple[str, int | None]:
    """The file and line that a mark of a place stands for."""
    at = int(number) if number.isdigit() else -1
    return made.places[at] if 0 <= at < len(made.places) else ("", None)


@contextmanager
def explained(found: list[Diagnostic]) -> Iterator[None]:
    """Turn what goes wrong in a template into a diagnostic added to `found`."""
    try:
        yield
    except _TROUBLE as error:
        found.append(diagnosed(error))


def diagnosed(error: BaseException) -> Diagnostic:
    """What went wrong in a template, as a diagnostic with file and line."""
    if isinstance(error, TemplateSyntaxError):
        return _complaint("template-syntax", error.message or "", error.filename or error.name, error.lineno)
    if isinstance(error, MemoryError):
        return _complaint("template-error", "it takes more memory than there is (memory)", *_place(error))
    if isinstance(error, RecursionError):
        return _complaint("template-error", "it never ends, because it calls itself", *_place(error))
    return _complaint("template-error", str(error), *_place(error))


_LONG = re.compile("[0-9]{301}")
_ADDRESS = re.compile(r"<[^<>]{0,200} at 0x[0-9A-Fa-f]+>")
# how Python shows an object without a name of its own; differs from run to run
_TROUBLE = (
    TemplateError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
    MemoryError,
)


def _generated(template: jinja2.Template, **values: object) -> Generator[str, None, None]:
    # no template has globals: the values are all that it sees
    context = template.new_context(values, shared=True)
    try:
        yield from template.root_render_func(context)
    except Exception:
        template.environment.handle_exception()


def _admit(text: str, name: str, path: str) -> None:
    """Refuse a template that is too long or holds characters that are not for people."""
    beacon.at("looking over", path)
    if len(text) > (most := limits.of("template_file")):
        message = f"has {len(text):,} characters; the limit is {most:,} (template_file)"
        raise TemplateSyntaxError(message, 1, name, path)
    _look_through(text, name, path)


@cache
def _look_through(text: str, name: str, path: str) -> None:
    if long := _LONG.search(text):
        line = text.count("\n", 0, long.start()) + 1
        raise TemplateSyntaxError("a number of more than 300 digits stands here", line, name, path)
    wrong = characters.find_control(text) or characters.find_deceiving(text)
    if wrong:
        line = next(
            (
                n
                for n, row in enumerate(text.split("\n"), 1)
                if characters.find_control(row) or characters.find_deceiving(row)
            ),
            1,
        )
        raise TemplateSyntaxError(f"holds {wrong}; take it out", line, name, path)


def _place(error: BaseException) -> tuple[str, int | None]:
    """The template and line in which an error arose: the innermost frame that is a template's."""
    found: tuple[str, int | None] = ("", None)
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.startswith(("templates/", sandbox.SHIPPED_FILE)):
            found = (filename, trace.tb_lineno)
        trace = trace.tb_next
    return found


def _complaint(code: str, message: str, filename: str | None, line: int | None) -> Diagnostic:
    text = characters.printable(_ADDRESS.sub("this", trouble.said(message, filters.table())))[:400]
    return Diagnostic(code, f"the template cannot be used: {text}", path=filename or "templates", line=line)
