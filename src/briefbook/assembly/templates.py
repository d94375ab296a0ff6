"""Jinja2 templates that can phrase a brief and nothing else: nothing off the lists below."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from functools import cache, lru_cache, wraps
from typing import Any, cast

import jinja2
from jinja2 import (
    BaseLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    Undefined,
    nodes,
    pass_context,
)
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import FILTERS
from jinja2.runtime import BlockReference, Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from briefbook.assembly import marks, trouble, views
from briefbook.model.diagnostic import Diagnostic
from briefbook.text import characters, shape
from briefbook.text.words import Words

MAX_TEMPLATE = 256 * 1024
# characters of one template
MAX_OUTPUT = 32 * 1024 * 1024
# characters of what one brief's templates yield
MAX_STEPS = 400_000
# turns of loops and calls of macros of one brief
MAX_VALUE = 1024 * 1024
# characters of one value made by joining
MAX_PIECE = 8 * 1024 * 1024
# characters of what one macro, block or {% set %} yields

LIST_FILTERS = [
    *("first", "groupby", "last", "list", "map", "reject", "rejectattr", "reverse", "select", "selectattr"),
    *("sort", "unique"),
]
TEXT_FILTERS = ["default", "length", "lower", "upper"]
LOOP = frozenset(["depth", "first", "index", "index0", "last", "length", "nextitem", "previtem", "revindex"])
SHIPPED = "default/"
# a name with this prefix always means the shipped template

Templates = Mapping[str, str]


class _Loader(BaseLoader):
    """Templates by name from a mapping: a user's own over the shipped ones."""

    def __init__(self, own: Templates, shipped: Templates) -> None:
        self.own, self.shipped = own, shipped

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        plain = template.removeprefix(SHIPPED)
        text = self.shipped.get(plain) if template != plain else self.own.get(plain, self.shipped.get(plain))
        if text is None:
            known = [*self.own, *self.shipped]
            raise TemplateNotFound(template, f"no template {template!r}{shape.nearest(plain, known)}")
        own = template == plain and plain in self.own
        _admit(text, template)
        return text, f"templates/{plain}" if own else f"(shipped) templates/{plain}", lambda: True


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox whose allowlists are the whole vocabulary."""

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])
    intercepted_unops = frozenset(["-", "+"])
    steps = 0
    # turns taken by the brief that is being rendered

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only the fields of the views, and a loop's own counters."""
        if isinstance(obj, LoopContext):
            return attr in LOOP
        return attr in views.READABLE.get(type(obj), ())

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or block, and count it."""
        self.count(1)
        return super().call(context, obj, *args, **kwargs)

    def count(self, steps: int) -> None:
        """Count turns of loops and calls of macros; too many end the template."""
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise SecurityError(f"its loops and macros take more than {MAX_STEPS:,} turns")

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item of a list; a statement or what a macro yields is printed whole, never cut."""
        if isinstance(obj, str):
            raise SecurityError("a text is printed whole: no part of it can be picked out")
        return super().getitem(obj, argument)

    def is_safe_callable(self, obj: Any) -> bool:
        """Only macros, blocks and loops; no method of any value."""
        return isinstance(obj, Macro | BlockReference | LoopContext)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Whole numbers may be added and subtracted, to number rows; nothing else."""
        if operator in "+-" and isinstance(left, int) and isinstance(right, int):
            return left + right if operator == "+" else left - right
        raise SecurityError(f"the operator {operator} is not for templates; to join texts write ~")

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        """A sign before a whole number."""
        if isinstance(arg, int):
            return -arg if operator == "-" else arg
        raise SecurityError(f"the operator {operator} is not for templates")

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for const in tree.find_all(nodes.Const):
            if isinstance(const.value, str) and marks.PRIVATE.search(const.value):
                raise TemplateSyntaxError(
                    "private-use characters are not for templates", const.lineno, name, filename
                )
        return cast("nodes.Template", _Counted(name, filename).visit(tree))


class _Counted(NodeTransformer):
    """Turn `a ~ b` into a join, and what a loop runs over into a list, that count towards a limit."""

    def __init__(self, name: str | None, filename: str | None) -> None:
        self.place = (name, filename)

    def visit_Assign(self, node: nodes.Assign) -> nodes.Node:
        if isinstance(node.target, nodes.Tuple):
            raise TemplateSyntaxError("{% set %} takes one name", node.lineno, *self.place)
        return self.generic_visit(node)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            # Jinja cuts slices itself, past `getitem`
            node.node = nodes.Filter(node.node, "list", [], [], None, None, lineno=node.lineno)
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:
        self.generic_visit(node)
        node.iter = nodes.Filter(node.iter, "_steps", [], [], None, None, lineno=node.lineno)
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        items = nodes.List([self.visit(item) for item in node.nodes], lineno=node.lineno)
        return nodes.Filter(items, "join", [], [], None, None, lineno=node.lineno)


def environment(own: Templates, shipped: Templates) -> Environment:
    """The environment in which a workspace's templates are compiled, once, and rendered often."""
    return _environment(tuple(sorted(own.items())), tuple(sorted(shipped.items())))


@lru_cache(maxsize=4)
def _environment(own: tuple[tuple[str, str], ...], shipped: tuple[tuple[str, str], ...]) -> Environment:
    made = Environment(
        loader=_Loader(dict(own), dict(shipped)),
        undefined=StrictUndefined,
        finalize=_finalize,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    made.globals.clear()
    made.filters = {name: _of_lists(FILTERS[name]) for name in LIST_FILTERS}
    made.filters |= {name: FILTERS[name] for name in TEXT_FILTERS}
    made.filters |= {
        "join": _join,
        "count": FILTERS["length"],
        "cite": _cite,
        "chart": _chart,
        "_steps": _steps,
        "in_language": _in_language,
    }
    made.tests = dict(TESTS)
    return made


def render(
    made: Environment, name: str, view: views.BriefView, words: Words
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Render a brief's template to Markdown with marks; trouble is a diagnostic with template and line."""
    try:
        made.steps = 0
        return _bounded(made.get_template(name).generate(brief=view, words=dict(words.labels))), ()
    except _TROUBLE as error:
        return "", (_diagnosed(error),)


def names(made: Environment) -> frozenset[str]:
    """Every template there is, a workspace's own and the shipped ones."""
    loader = made.loader
    return frozenset((*loader.own, *loader.shipped)) if isinstance(loader, _Loader) else frozenset()


def lint(made: Environment, own: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Compile each of a workspace's own templates and report what does not."""
    found: list[Diagnostic] = []
    for name in sorted(own):
        if name.endswith(".j2"):
            with explained(found):
                try:
                    made.get_template(name)
                except (RecursionError, MemoryError):
                    raise TemplateSyntaxError("nested too deeply", 1, name, f"templates/{name}") from None
    return tuple(found)


def note_renderer(made: Environment, name: str, words: Words) -> Callable[[views.NoteView], str]:
    """A function that renders notes in a citation style; call it inside `explained`."""
    template = made.get_template(name)
    labels = dict(words.labels)
    return lambda note: _bounded(template.generate(note=note, words=labels)).strip()


@contextmanager
def explained(found: list[Diagnostic]) -> Iterator[None]:
    """Turn what goes wrong in a template into a diagnostic added to `found`."""
    try:
        yield
    except _TROUBLE as error:
        found.append(_diagnosed(error))


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


def _bounded(pieces: Iterable[str]) -> str:
    kept, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length > MAX_OUTPUT:
            raise SecurityError(f"the templates yield more than {MAX_OUTPUT:,} characters")
        kept.append(piece)
    return "".join(kept)


def _finalize(value: Any) -> Markup:
    """Protect every value; what macros and blocks have rendered is Markup and protected already."""
    if isinstance(value, Markup):
        if len(value) > MAX_PIECE:
            raise SecurityError(f"a macro or block yields more than {MAX_PIECE:,} characters")
        return value
    if isinstance(value, str | int | Decimal):
        return Markup(marks.protect(str(value)))
    if value is None:
        return Markup("")
    if isinstance(value, StrictUndefined):
        return Markup(str(value))
    known = ", ".join(sorted(views.READABLE.get(type(value), ())))
    raise SecurityError(
        f"a {_kind(value)} cannot be printed" + (f"; print one of its {known}" if known else "")
    )


def _kind(value: Any) -> str:
    return type(value).__name__.removesuffix("View").lower()


def _cite(value: Any) -> str:
    listed = value if isinstance(value, list | tuple) else (value,)
    facts = [fact for each in listed for fact in (each.facts if isinstance(each, views.CITING) else (each,))]
    if not all(isinstance(fact, views.FactView) for fact in facts):
        raise SecurityError(f"cite needs a fact, not a {_kind(value)}: write {{{{ fact | cite }}}}")
    return "".join(fact.mark for fact in facts)


def _of_lists(plain: Callable[..., Any]) -> Callable[..., Any]:
    """A filter of Jinja's that takes lists only: over the letters of a text it would cut a statement up."""
    place = 1 if hasattr(plain, "jinja_pass_arg") else 0

    @wraps(plain)
    def filtered(*args: Any, **kwargs: Any) -> Any:
        if isinstance(args[place], str):
            raise SecurityError(f"the filter {plain.__name__.removeprefix('do_')} takes a list, not a text")
        return plain(*args, **kwargs)

    return filtered


@pass_context
def _steps(context: Context, values: Any) -> Any:
    if isinstance(values, Undefined):
        return values
    if isinstance(values, str):
        raise SecurityError("a loop runs over facts or other lists, not over the letters of a text")
    listed = list(values)
    made = context.environment
    # a filter that is given the context is never worked out when the template is compiled
    if isinstance(made, Environment):
        made.count(len(listed))
    return listed


def _chart(value: Any) -> str:
    if not isinstance(value, views.SeriesView):
        raise SecurityError(f"chart needs a series, not a {_kind(value)}: write {{{{ series | chart }}}}")
    return value.mark


def _join(values: Iterable[Any], between: str = "") -> str:
    if isinstance(values, str):
        raise SecurityError("join takes a list of texts, not one text")
    texts: list[Any] = []
    length = 0
    for text in values:
        if not isinstance(text, str | int | Decimal):
            raise SecurityError("join takes texts and numbers only; map(attribute=…) picks one of a fact")
        texts.append(text)
        length += len(str(text)) + len(between)
        if length > MAX_VALUE:
            raise SecurityError(f"a joined text is longer than {MAX_VALUE:,} characters")
    if any(isinstance(text, Markup) for text in texts):
        return Markup(between).join(_finalize(text) for text in texts)
    return between.join(str(text) for text in texts)


def _in_language(text: str, lang: str) -> str:
    return marks.run(lang, text)


@cache
def _admit(text: str, name: str) -> None:
    """Refuse a template that is too long or holds characters that are not for people."""
    if len(text) > MAX_TEMPLATE:
        raise TemplateSyntaxError(f"longer than {MAX_TEMPLATE:,} characters", 1, name, f"templates/{name}")
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
        raise TemplateSyntaxError(f"holds {wrong}; take it out", line, name, f"templates/{name}")


def _place(error: BaseException) -> tuple[str, int | None]:
    """The template and line in which an error arose: the innermost frame that is a template's."""
    place: tuple[str, int | None] = ("", None)
    trace = error.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.startswith(("templates/", "(shipped) ")):
            place = (filename, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _diagnosed(error: BaseException) -> Diagnostic:
    if isinstance(error, TemplateSyntaxError):
        return _complaint("template-syntax", error.message or "", error.filename or error.name, error.lineno)
    if isinstance(error, RecursionError | MemoryError):
        return _complaint("template-error", "it never ends, because it calls itself", *_place(error))
    return _complaint("template-error", str(error), *_place(error))


def _complaint(code: str, message: str, filename: str | None, line: int | None) -> Diagnostic:
    known = (*LIST_FILTERS, *TEXT_FILTERS, "cite", "chart", "count", "in_language", "join")
    text = characters.printable(_ADDRESS.sub("this", trouble.said(message, known)))[:400]
    return Diagnostic(code, f"the template cannot be used: {text}", path=filename or "templates", line=line)
