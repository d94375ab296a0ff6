"""The tables of the PDF and of the DOCX writer, and which of their targets are met."""

from collections.abc import Iterator, Sequence
from typing import Any

from benchmarks.cases import LINEAR
from benchmarks.paper import MEMORY_TARGET, PAGES, TYPST_TARGET, WEASY_TARGET
from benchmarks.report_tables import table
from benchmarks.word import PANDOC_TARGET, ROW_TARGET

Found = dict[str, Any]


def text(found: Found) -> Iterator[str]:
    """The tables of both."""
    yield from _paper(found["pdf"])
    yield from _pages(found["pdf"]["growth"])
    yield from _word(found["docx"]["compared"])
    for unit, what in (("growth", "notes"), ("table", "rows")):
        yield from _grown(found["docx"][unit], what)


def verdicts(found: Found) -> dict[str, bool]:
    """Which targets are met; what was not measured is not judged."""
    pdf, docx = found["pdf"], found["docx"]
    judged: dict[str, bool] = {}
    if "WeasyPrint" in pdf["times_less"]:
        times = pdf["times_less"]["WeasyPrint"]["median"]
        judged[f"PDF: at least {WEASY_TARGET} times less CPU than WeasyPrint ({times:.1f})"] = (
            times >= WEASY_TARGET
        )
    typst = pdf["ratios"]["typst"]["median"]
    judged[f"PDF: CPU at most {TYPST_TARGET} times typst's ({typst:.2f})"] = typst <= TYPST_TARGET
    judged |= _long(pdf["growth"])
    pandoc = docx["compared"]["ratios"]["pandoc"]["median"]
    judged[f"DOCX writer: CPU at most {PANDOC_TARGET} times pandoc's ({pandoc:.2f})"] = (
        pandoc <= PANDOC_TARGET
    )
    judged["DOCX writer: every output has every quote"] = len(set(docx["compared"]["quotes"].values())) == 1
    notes, rows = docx["growth"], docx["table"]
    if len(notes) > 2:
        judged[f"DOCX writer: linear to {notes[-1]['notes']:,} notes"] = _linear(notes, LINEAR)
    judged[f"DOCX writer: a row of {rows[-1]['rows']:,} costs at most {ROW_TARGET} times one of 500"] = (
        _linear(rows, ROW_TARGET)
    )
    return judged


def _long(rows: Sequence[Found]) -> dict[str, bool]:
    """What is asked of long documents; a brief that could not be built misses it."""
    last = rows[-1]
    pages = last.get("pages", 0)
    asked = PAGES if last["facts"] > PAGES else pages
    whole = pages >= asked and "failed" not in last
    judged = {f"PDF: linear to {asked:,} pages": whole and _linear(rows, LINEAR)}
    if asked == PAGES:
        fits = whole and last["memory"] < MEMORY_TARGET
        judged[f"PDF: peak memory at {PAGES:,} pages under {MEMORY_TARGET} MB"] = fits
    return judged


def _linear(rows: Sequence[Found], most: float) -> bool:
    ratios = [row["ratio"] for row in rows if row.get("ratio")]
    return bool(ratios) and max(ratios) <= most


def _paper(pdf: Found) -> Iterator[str]:
    yield f"5. PDF, tagged, whole processes in turn, the median of {pdf['runs']}\n"
    rows = []
    for name, each in pdf["medians"].items():
        output = pdf["outputs"][name]
        ratio = pdf["ratios"].get(name)
        counted = (f"{output[key]:,}" for key in ("pages", "notes", "locators"))
        ours = f"{ratio['median']:.2f} ({ratio['least']:.2f}–{ratio['most']:.2f})" if ratio else ""
        rows.append((name, f"{each['cpu']:.3f}", f"{each['memory']:.0f}", *counted, ours))
    yield from table(("", "CPU s", "peak MB", "pages", "notes", "quotes", "briefbook over it"), rows)
    if "WeasyPrint" in pdf["times_less"]:
        times = pdf["times_less"]["WeasyPrint"]
        span = f"{times['least']:.1f}–{times['most']:.1f}"
        yield f"  {times['median']:.1f} times less CPU than WeasyPrint ({span})"
    yield "  notes: those that are tagged as notes; WeasyPrint tags none, and sets the type the system has"
    yield from (f"  {name} could not be run: {reason}" for name, reason in pdf["missing"].items())
    yield ""


def _pages(rows: Sequence[Found]) -> Iterator[str]:
    yield "6. PDF of growing length; the start is taken off\n"
    cells = []
    for row in rows:
        if "failed" in row:
            cells.append((f"{row['facts']:,}", "failed", "", "", "", "", ""))
            continue
        each = f"{row['ms_a_page']:.1f}" if "ms_a_page" in row else ""
        figures = (f"{row['pages']:,}", f"{row['cpu']:.2f}", f"{row['memory']:.0f}", str(row["runs"]))
        cells.append((f"{row['facts']:,}", *figures, each, _ratio(row)))
    head = ("facts", "pages", "CPU s", "peak MB", "runs", "ms a page", "to the row above")
    yield from table(head, cells)
    yield from (f"  {row['facts']:,} facts failed: {row['failed']}\n" for row in rows if "failed" in row)


def _word(compared: Found) -> Iterator[str]:
    runs = len(compared["costs"]["briefbook"])
    yield f"7. The DOCX writer in a warm process, {compared['notes']} notes, in turn, the median of {runs}\n"
    rows = []
    for name, cost in compared["medians"].items():
        ratio = compared["ratios"].get(name)
        ours = f"{ratio['median']:.2f} ({ratio['least']:.2f}–{ratio['most']:.2f})" if ratio else ""
        rows.append((name, f"{cost:.3f}", f"{compared['quotes'][name]:,}", ours))
    yield from table(("", "CPU s", "quotes", "briefbook over it"), rows)
    yield "  pandoc is a whole process; docxtpl is warm too, and has no footnotes: it writes the notes as"
    yield "  plain text in brackets, the rows of tables as paragraphs, and fills in a finished template\n"


def _grown(rows: Sequence[Found], what: str) -> Iterator[str]:
    title = {"notes": "8. The DOCX writer by the note", "rows": "9. The DOCX writer by the row of a table"}
    yield f"{title[what]}, warm; the first row is taken off\n"
    cells = []
    for row in rows:
        each = f"{row['ms_each']:.3f}" if "ms_each" in row else ""
        cells.append((f"{row[what]:,}", f"{row['cpu']:.3f}", str(row["runs"]), each, _ratio(row)))
    yield from table((what, "CPU s", "runs", "ms each", "to the row above"), cells)


def _ratio(row: Found) -> str:
    return f"{row['ratio']:.2f}" if row.get("ratio") else ""
