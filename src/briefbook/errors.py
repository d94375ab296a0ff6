"""The one exception of the package: an input that was refused, with every problem found in it."""

from collections.abc import Sequence


class BriefbookError(Exception):
    """Input was refused. `diagnostics` holds the problems (`briefbook.model.diagnostic.Diagnostic`)."""

    def __init__(self, diagnostics: Sequence[object]) -> None:
        super().__init__("; ".join(str(getattr(item, "message", item)) for item in diagnostics))
        self.diagnostics = tuple(diagnostics)
