"""The sandbox in which templates run: nothing off its lists, and every turn and character counted."""

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn, cast

from jinja2 import nodes
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.runtime import BlockReference, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

from briefbook import limits
from briefbook.assembly import marks, views
from briefbook.text import characters, words
from briefbook.text.words import Words

MAX_NUMBER = 10**15
# of what a template adds up
STEPS_A_FACT, LETTERS_A_FACT, TIMES_PRINTED = 400, 1_000, 8
# what each fact adds to the two limits

LOOP = frozenset(["depth", "first", "index", "index0", "last", "length", "nextitem", "previtem", "revindex"])
HOLDING = nodes.List | nodes.Tuple | nodes.Dict
# expressions that hold others
SHIPPED_FILE = "(shipped) "


@dataclass(slots=True)
class Meter:
    """What one rendering may use and has used."""

    steps: int = field(default_factory=lambda: limits.of("template_steps"))
    letters: int = field(default_factory=lambda: limits.of("template_output"))
    seconds: float = field(default_factory=lambda: float(limits.of("template_seconds")))
    # of the processor: the last stop, where no count has stopped a template before
    took: int = 0
    made: int = 0
    # characters of texts put together: joins, macros, blocks, {% set %}
    shown: int = 0
    # characters of values printed, some of them twice: in a macro and where it is called
    began: float = 0.0
    named: str = "template"
    # how its limits are called

    def step(self, count: int) -> None:
        """Count turns; too many end the template."""
        before, self.took = self.took, self.took + count
        if self.took > self.steps:
            raise SecurityError(
                f"its loops and macros take more than {self.steps:,} turns ({self.named}_steps)"
            )
        if before >> 9 != self.took >> 9:
            self.watch()

    def watch(self) -> None:
        """End a template that has taken too long, whatever it counted."""
        if not self.began:
            self.began = time.process_time()
        elif time.process_time() - self.began > self.seconds:
            raise SecurityError(f"it takes more than {self.seconds:g} seconds (template_seconds)")

    def make(self, length: int) -> None:
        """Count the characters of a text that is put together."""
        self.made += length
        if self.made > 2 * self.letters:
            raise SecurityError(
                f"its texts come to more than {2 * self.letters:,} characters ({self.named}_output)"
            )

    def show(self, length: int) -> None:
        """Count the characters of a value that is printed."""
        self.shown += length
        if self.shown > self.letters:
            raise SecurityError(
                f"the templates yield more than {self.letters:,} characters ({self.named}_output)"
            )

    def output(self, pieces: Generator[str, None, None]) -> str:
        """What a template yields, up to the limit."""
        kept: list[str] = []
        length = 0
        for piece in pieces:
            length += len(piece)
            if length > 2 * self.letters:
                # values have been counted one by one: what is left is the templates' own text
                pieces.throw(
                    SecurityError(
                        f"the templates yield more than {2 * self.letters:,} characters ({self.named}_output)"
                    )
                )
            kept.append(piece)
        return "".join(kept)


def meter(view: views.BriefView) -> Meter:
    """What the templates of a brief may use: it grows with the brief's facts and nothing else."""
    facts = [fact for section in view.sections for fact in section.facts]
    letters = sum(len(fact.statement) for fact in facts)
    return Meter(
        limits.of("template_steps") + STEPS_A_FACT * len(facts),
        limits.of("template_output") + TIMES_PRINTED * letters + LETTERS_A_FACT * len(facts),
        limits.of("template_seconds") + len(facts) / 1000,
    )


def note_meter(note: views.NoteView) -> Meter:
    """What the template of one note may use: it grows with the note's quotes."""
    steps, letters = limits.of("note_steps"), limits.of("note_output")
    said = sum(len(quote.words) for part in note.parts for quote in part.quotes)
    return Meter(steps + STEPS_A_FACT * len(note.parts), letters + TIMES_PRINTED * said, named="note")


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox whose allowlists are the whole vocabulary."""

    intercepted_binops = frozenset(["+", "-", "*", "/", "//", "%", "**"])
    intercepted_unops = frozenset(["-", "+"])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.meter = Meter()
        self.words: Words = words.load("en")
        # of the brief that is being rendered
        self.places: list[tuple[str, int]] = []
        # file and line of each mark of a place

    def concat(self, pieces: Iterable[str]) -> str:
        """What macros, blocks and {% set %} collect, put together and counted on the way."""
        return "".join(self._counted(pieces))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """The field of a view as it is; of anything else what the sandbox gives."""
        if attribute in views.READABLE.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only the fields of the views, and a loop's own counters."""
        if isinstance(obj, LoopContext):
            return attr in LOOP
        return attr in views.READABLE.get(type(obj), ())

    def call(self, context: Any, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro or block, and count it."""
        self.meter.step(1)
        return super().call(context, obj, *args, **kwargs)

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
            result = left + right if operator == "+" else left - right
            if abs(result) > MAX_NUMBER:
                raise SecurityError("a number is too large; whole numbers are for counting rows")
            return result
        raise SecurityError(f"the operator {operator} is not for templates; to join texts write ~")

    def call_unop(self, context: Any, operator: str, arg: Any) -> Any:
        """A sign before a whole number."""
        if isinstance(arg, int):
            return -arg if operator == "-" else arg
        raise SecurityError(f"the operator {operator} is not for templates")

    def parsed(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """A template as it is written, with nothing added for counting."""
        return super()._parse(source, name, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self.guarded(source, name, filename)

    def guarded(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """A template with what counts its work and tells where things were written."""
        self.meter.watch()
        tree = self.parsed(source, name, filename)
        for const in tree.find_all(nodes.Const):
            # what an escape such as \u202e makes of a text stands in no line of the file
            value = const.value if isinstance(const.value, str) else ""
            if wrong := characters.find_control(value) or characters.find_deceiving(value):
                raise TemplateSyntaxError(f"holds {wrong}; take it out", const.lineno, name, filename)
        own = bool(filename) and not str(filename).startswith(SHIPPED_FILE)
        placed = self._place if own and not str(name).removeprefix("default/").startswith("notes/") else None
        return cast("nodes.Template", _Guarded(name, filename, placed).visit(tree))

    def _place(self, filename: str, line: int) -> int:
        if len(self.places) >= limits.of("template_steps"):
            return 0
        self.places.append((filename, line))
        return len(self.places) - 1

    def _counted(self, pieces: Iterable[str]) -> Iterator[str]:
        for piece in pieces:
            self.meter.make(len(piece))
            yield piece


class _Guarded(NodeTransformer):
    """Add to a template what counts its work and tells where a statement or figure was written."""

    def __init__(
        self, name: str | None, filename: str | None, place: Callable[[str, int], int] | None
    ) -> None:
        self.where = (name, filename)
        self.place = place

    def visit_Assign(self, node: nodes.Assign) -> nodes.Node:
        if isinstance(node.target, nodes.Tuple):
            self._refuse("{% set %} takes one name", node)
        return self.generic_visit(node)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        self.generic_visit(node)
        if isinstance(node.arg, nodes.Slice):
            # Jinja cuts slices itself, past `getitem`
            node.node = _filtered(node.node, "list")
        return node

    def visit_For(self, node: nodes.For) -> nodes.Node:
        if node.recursive:
            self._refuse("a loop that calls itself is not for templates; leave out the word recursive", node)
        node.iter = _filtered(
            cast("nodes.Expr", node.iter), "_pairs" if isinstance(node.target, nodes.Tuple) else "_steps"
        )
        return self._weighed(node)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        return self._plainly_called(node)

    def visit_Filter(self, node: nodes.Filter) -> nodes.Node:
        return self._plainly_called(node)

    def visit_Test(self, node: nodes.Test) -> nodes.Node:
        return self._plainly_called(node)

    def visit_Import(self, node: nodes.Import) -> nodes.Node:
        return self._refuse("{% import %} is not for templates; write the macro here, or {% include %}", node)

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.Node:
        return self._refuse("{% import %} is not for templates; write the macro here, or {% include %}", node)

    def visit_Macro(self, node: nodes.Macro) -> nodes.Node:
        return self._weighed(node)

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:
        return self._weighed(node)

    def visit_Block(self, node: nodes.Block) -> nodes.Node:
        return self._weighed(node)

    def visit_Template(self, node: nodes.Template) -> nodes.Node:
        return self._weighed(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        items = nodes.List([self.visit(item) for item in node.nodes], lineno=node.lineno)
        return _filtered(items, "join")

    def visit_List(self, node: nodes.List) -> nodes.Node:
        node.items = [self._item(item) for item in node.items]
        return node

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:
        if node.ctx == "load":
            node.items = [self._item(item) for item in node.items]
        return node

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:
        for pair in node.items:
            pair.key, pair.value = self._item(pair.key), self._item(pair.value)
        return node

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        self.generic_visit(node)
        if self.place:
            node.nodes = [each for child in node.nodes for each in self._placed(child)]
        return node

    def _refuse(self, why: str, node: nodes.Node) -> NoReturn:
        raise TemplateSyntaxError(why, node.lineno, *self.where)

    def _plainly_called(self, node: nodes.Call | nodes.Filter | nodes.Test) -> nodes.Node:
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            # a text given as *text would come apart into its letters
            self._refuse("* and ** before what is handed over are not for templates", node)
        return self.generic_visit(node)

    def _item(self, item: nodes.Expr) -> nodes.Expr:
        """A thing in a list: no list made elsewhere, or doubling would need few words."""
        visited = cast("nodes.Expr", self.visit(item))
        return visited if isinstance(item, HOLDING | nodes.Const) else _filtered(visited, "_item")

    def _weighed(self, node: Any) -> nodes.Node:
        """Let each turn of a body count for all that stands in it."""
        self.generic_visit(node)
        weight = _weight(node)
        count = _filtered(nodes.Const(weight, lineno=node.lineno), "_count")
        node.body = [nodes.ExprStmt(count, lineno=node.lineno), *node.body]
        return cast("nodes.Node", node)

    def _placed(self, child: nodes.Expr) -> list[nodes.Expr]:
        """What is printed, with marks before a statement and before figures of the template's own."""
        if isinstance(child, nodes.TemplateData):
            parts = marks.figures(child.data)
            if len(parts) == 1:
                return [child]
            line, found = child.lineno, []
            for number, part in enumerate(parts):
                if number:
                    found.append(self._mark(marks.FIGURE, line))
                found.append(nodes.TemplateData(part, lineno=line))
                line += part.count("\n")
            return found
        inner = child
        while isinstance(inner, nodes.Filter) and inner.node is not None:
            inner = inner.node
        if isinstance(inner, nodes.Getattr) and inner.attr == "statement":
            return [self._mark(marks.PLACE, child.lineno), child]
        return [child]

    def _mark(self, kind: str, line: int) -> nodes.Expr:
        assert self.place
        number = self.place(str(self.where[1]), line)
        return nodes.TemplateData(marks.place(kind, number), lineno=line)


def _weight(node: nodes.Node) -> int:
    """How much stands in a body, what counts for itself left out."""
    found, pending = 0, list(node.iter_child_nodes())
    while pending:
        each = pending.pop()
        found += 1
        if not isinstance(each, nodes.For | nodes.Macro | nodes.CallBlock | nodes.Block):
            pending += each.iter_child_nodes()
    return 1 + found // 8


def _filtered(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)
