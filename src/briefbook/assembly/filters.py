"""The filters of templates: a small vocabulary, each with an error in plain words."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from jinja2 import Undefined, pass_context
from jinja2.exceptions import SecurityError
from jinja2.filters import FILTERS
from jinja2.runtime import Context
from markupsafe import Markup

from briefbook.assembly import marks, views
from briefbook.assembly.sandbox import Environment
from briefbook.text import phrases, quantities, shape

LIST_FILTERS = (
    *("first", "groupby", "last", "list", "map", "reject", "rejectattr", "reverse", "select", "selectattr"),
    *("sort", "unique"),
)
CURRENCY = re.compile("[A-Z]{3}")
# ISO 4217


def table() -> dict[str, Callable[..., Any]]:
    """Every filter by its name; those that begin with _ are ours and not for templates."""
    made: dict[str, Callable[..., Any]] = {name: _of_lists(name) for name in LIST_FILTERS}
    return made | {
        "default": FILTERS["default"],
        "length": _length,
        "count": _length,
        "lower": _cased(str.lower),
        "upper": _cased(str.upper),
        "join": _join,
        "cite": _cite,
        "quote": _quote,
        "chart": _chart,
        "table": _table,
        "in_language": _in_language,
        "tagged": _tagged,
        "listed": _listed,
        "number": _number,
        "money": _money,
        "date": _date,
        "plural": _plural,
        "_steps": _steps,
        "_pairs": _pairs,
        "_count": _count,
        "_item": _item,
    }


@pass_context
def finalize(context: Context, value: Any) -> Markup:
    """Protect and count every value that is printed."""
    protected = protect(value)
    _of(context).meter.show(len(protected))
    return protected


def protect(value: Any) -> Markup:
    """Protect every value; what macros and blocks have rendered is Markup and protected already."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str | int | Decimal):
        text = str(value)
        return _protected(text) if len(text) <= marks.SHORT else Markup(marks.protect(text))
    if value is None:
        return Markup("")
    if isinstance(value, Undefined):
        return Markup(str(value))
    known = ", ".join(sorted(views.READABLE.get(type(value), ())))
    raise SecurityError(
        f"a {kind(value)} cannot be printed" + (f"; print one of its {known}" if known else "")
    )


@lru_cache(maxsize=marks.KEPT)
def _protected(text: str) -> Markup:
    return Markup(marks.protect(text))


def kind(value: Any) -> str:
    """What people call a value."""
    name = type(value).__name__.removesuffix("View").lower()
    return {"str": "text", "markup": "text", "tuple": "list", "int": "number", "decimal": "number"}.get(
        name, name
    )


# ── of facts, series and sources ─────────────────────────────────────────────


def _cite(value: Any) -> str:
    listed = value if isinstance(value, list | tuple) else (value,)
    facts = [fact for each in listed for fact in (each.facts if isinstance(each, views.CITING) else (each,))]
    if not all(isinstance(fact, views.FactView) for fact in facts):
        raise SecurityError(f"cite needs a fact, not a {kind(value)}: write {{{{ fact | cite }}}}")
    return "".join(fact.mark for fact in facts)


@pass_context
def _quote(context: Context, value: Any, number: Any = 1) -> str:
    if not isinstance(value, views.FactView):
        raise SecurityError(f"quote needs a fact, not a {kind(value)}: write {{{{ fact | quote }}}}")
    if not isinstance(number, int) or not 1 <= number <= len(value.quoted):
        raise SecurityError(
            f"fact {value.id!r} has {len(value.quoted)} quote(s): write {{{{ fact | quote }}}} or quote(2)"
        )
    return _of(context).words.quoted(value.quoted[number - 1]) + value.mark


def _chart(value: Any) -> str:
    return _series(value, "chart").mark


@pass_context
def _table(context: Context, value: Any) -> Markup:
    series = _series(value, "table")
    period = _of(context).words.label("period")
    rows = [(period, series.unit), *((point.when + point.fact.mark, point.value) for point in series.points)]
    lines = ["| " + " | ".join(marks.protect(cell) for cell in row) + " |\n" for row in rows]
    caption = marks.protect(f"{series.title} ({series.unit})")
    made = f"\n\nTable: {caption}\n\n{lines[0]}|:---|---:|\n{''.join(lines[1:])}\n"
    _of(context).meter.make(len(made))
    return Markup(made)


def _series(value: Any, filter_: str) -> views.SeriesView:
    if not isinstance(value, views.SeriesView):
        raise SecurityError(
            f"{filter_} needs a series, not a {kind(value)}: write {{{{ series | {filter_} }}}}"
        )
    return value


@pass_context
def _tagged(context: Context, value: Any, *tags: Any) -> list[Any]:
    facts = _items(value, "tagged", "facts")
    if not tags or not all(isinstance(tag, str) for tag in tags):
        raise SecurityError('tagged needs a tag: write {{ section.facts | tagged("trade") }}')
    if wrong := next((fact for fact in facts if not isinstance(fact, views.FactView)), None):
        raise SecurityError(f"tagged takes a list of facts, and a {kind(wrong)} is in it")
    _of(context).meter.step(len(facts))
    return [fact for fact in facts if set(tags) & set(fact.tags)]


# ── of words and figures ─────────────────────────────────────────────────────


@pass_context
def _listed(context: Context, value: Any) -> Any:
    items = _items(value, "listed", "texts")
    language = _of(context).words
    between, last = ", ", f" {language.label('and')} "
    if len(items) < 2:
        return _joined(context, items, between)
    head = _joined(context, items[:-1], between)
    return _joined(context, [head, items[-1]], last)


@pass_context
def _number(context: Context, value: Any) -> str:
    return _of(context).words.number(_figure(value, "number"))


@pass_context
def _money(context: Context, value: Any, unit: Any = None) -> str:
    figure = _figure(value, "money")
    if not isinstance(unit, str) or not CURRENCY.fullmatch(unit):
        raise SecurityError(
            f"money needs a currency of three letters, not {shape.shown(unit)}: "
            'write money(quantity.unit) or money("EUR")'
        )
    return phrases.money(figure, unit, _of(context).words)


@pass_context
def _date(context: Context, value: Any) -> str:
    if not isinstance(value, str):
        raise SecurityError(f'date needs a date such as "2025-03-10", not a {kind(value)}')
    first, slash, last = value.partition("/")
    if not value:
        return ""
    if shape.date(first) is None or (slash and shape.date(last) is None):
        raise SecurityError(
            f'{shape.shown(value)} is not a date such as "2025-03-10", "2025-03", "2025" or "2024/2025"'
        )
    return quantities.period(value, _of(context).words)


@pass_context
def _plural(context: Context, value: Any, *forms: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise SecurityError(
            f"plural needs a number, not a {kind(value)}: write {{{{ section.facts | length | plural(…) }}}}"
        )
    language = _of(context).words
    wanted = phrases.forms(language.lang)
    if len(forms) != wanted or not all(isinstance(form, str) for form in forms):
        raise SecurityError(
            f"plural needs {wanted} form(s) of the word in this language ({language.lang}), not {len(forms)}"
        )
    shown = language.number(Decimal(value))
    return f"{shown} {forms[phrases.form(Decimal(value), language.lang)]}"


@pass_context
def _in_language(context: Context, text: Any, lang: Any = "") -> str:
    if not isinstance(text, str) or not isinstance(lang, str) or not shape.LANGUAGE.fullmatch(lang):
        raise SecurityError(
            'in_language needs a text and a language: write {{ "Le lac" | in_language("fr") }}'
        )
    _of(context).meter.make(len(text))
    return marks.run(lang, text)


@pass_context
def _join(context: Context, values: Any, between: Any = "", attribute: Any = None) -> Any:
    if attribute is not None:
        raise SecurityError('join takes texts: write … | map(attribute="id") | join(", ")')
    return _joined(context, _items(values, "join", "texts"), between)


def _cased(change: Callable[[str], str]) -> Callable[..., str]:
    @pass_context
    def cased(context: Context, value: Any) -> str:
        if isinstance(value, Markup):
            raise SecurityError("upper and lower take a plain text, not what a macro or block has printed")
        if not isinstance(value, str):
            raise SecurityError(f"upper and lower take a text, not a {kind(value)}")
        _of(context).meter.make(len(value))
        return change(value)

    return cased


def _length(value: Any) -> int:
    if isinstance(value, Undefined):
        return len(str(value))
    if isinstance(value, str | list | tuple | dict):
        return len(value)
    if hasattr(value, "__next__"):
        raise SecurityError("length needs a finished list: write … | list | length")
    raise SecurityError(f"length needs a list or a text, not a {kind(value)}")


# ── what keeps count ─────────────────────────────────────────────────────────


def _of_lists(name: str) -> Callable[..., Any]:
    """A filter of Jinja's that takes lists only, counted: over a text it would cut a statement up."""
    plain = FILTERS[name]
    takes = getattr(plain, "jinja_pass_arg", None)
    wanted = takes.name if takes else ""

    @pass_context
    def filtered(context: Context, value: Any, *args: Any, **kwargs: Any) -> Any:
        if isinstance(value, str):
            raise SecurityError(f"the filter {name} takes a list, not a text")
        made = _of(context)
        if isinstance(value, Undefined):
            str(value)
        made.meter.step(len(value) if isinstance(value, list | tuple) else 1)
        given = {"context": context, "eval_context": context.eval_ctx, "environment": context.environment}
        found = plain(*([given[wanted]] if wanted else []), value, *args, **kwargs)
        if name == "list":
            made.meter.step(len(found))
        return found

    return filtered


@pass_context
def _steps(context: Context, values: Any) -> Any:
    """What a loop runs over, as a list that counts."""
    if isinstance(values, Undefined):
        return values
    if isinstance(values, str):
        raise SecurityError("a loop runs over facts or other lists, not over the letters of a text")
    if not hasattr(values, "__iter__"):
        raise SecurityError(f"a loop runs over facts or other lists, not over a {kind(values)}")
    listed = list(values)
    _of(context).meter.step(len(listed))
    return listed


@pass_context
def _pairs(context: Context, values: Any) -> Any:
    listed = _steps(context, values)
    if any(isinstance(each, str) for each in listed):
        raise SecurityError("a text is printed whole: a loop cannot part it among several names")
    return listed


@pass_context
def _count(context: Context, weight: int) -> None:
    _of(context).meter.step(weight)


@pass_context
def _item(_: Context, value: Any) -> Any:
    """A thing in a list that a template writes down."""
    if isinstance(value, list | tuple | dict):
        raise SecurityError("a list holds texts, numbers and facts, not other lists")
    return value


def _of(context: Context) -> Environment:
    made = context.environment
    assert isinstance(made, Environment)
    return made


def _items(value: Any, filter_: str, what: str) -> list[Any]:
    if isinstance(value, Undefined):
        str(value)
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        raise SecurityError(f"{filter_} takes a list of {what}, not a {kind(value)}")
    return list(value)


def _joined(context: Context, items: Iterable[Any], between: Any) -> Any:
    texts = []
    if not isinstance(between, str):
        raise SecurityError(f"what stands between joined texts is a text, not a {kind(between)}")
    meter = _of(context).meter
    for item in items:
        if isinstance(item, Undefined) or not isinstance(item, str | int | Decimal):
            str(item) if isinstance(item, Undefined) else None
            raise SecurityError("join takes texts and numbers only; map(attribute=…) picks one of a fact")
        texts.append(item)
        meter.make(len(str(item)) + len(between))
    if any(isinstance(text, Markup) for text in texts):
        return protect(between).join(protect(text) for text in texts)
    return between.join(str(text) for text in texts)


def _figure(value: Any, filter_: str) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str):
        raise SecurityError(f"{filter_} needs a number, not a {kind(value)}")
    try:
        figure = Decimal(value)
    except InvalidOperation:
        raise SecurityError(
            f"{filter_} needs a number such as 1250 or quantity.value, not the text {shape.shown(value)}"
        ) from None
    if not figure.is_finite() or abs(figure) >= 10**18 or figure.as_tuple().exponent < -12:  # type: ignore[operator]
        raise SecurityError(f"{filter_}: the number {shape.shown(str(value))} is out of range")
    return figure
