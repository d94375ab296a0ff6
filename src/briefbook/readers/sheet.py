"""The text of a document as it grows, block by block, with the stretches that its structure names."""

from briefbook.model.reading import Stretch

CELL, ROW, BLOCK = 1, 2, 3
# how far what comes next stands from what came before
BETWEEN = ("", "\t", "\n", "\n\n")


class Sheet:
    """Text and stretches: blocks parted by blank lines, rows by line ends, cells by tabs."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._gap = 0
        self._open: list[tuple[str, int, int]] = []
        # kind, level, blocks before it
        self._spans: list[tuple[int, int]] = []
        # of each block
        self.length = 0
        self.stretches: list[Stretch] = []

    @property
    def count(self) -> int:
        """How many blocks there are."""
        return len(self._spans)

    def part(self, gap: int) -> None:
        """What comes next stands apart by this much, or by more if that was asked for before."""
        self._gap = max(self._gap, gap)

    def close_up(self, gap: int) -> None:
        """What comes next stands apart by just this much."""
        self._gap = gap

    def begin(self, kind: str, level: int = 0) -> None:
        """A stretch of this kind begins with the next block."""
        self._open.append((kind, level, self.count))

    def end(self) -> None:
        """The stretch begun last ends with the last block; one without a block is none."""
        kind, level, first = self._open.pop()
        if first < self.count:
            self.stretches.append(Stretch(self._spans[first][0], self._spans[-1][1], kind, level))

    def add(self, words: str) -> None:
        """A block of words, as they are."""
        if not words:
            return
        gap = BETWEEN[self._gap] if self._parts else ""
        self._parts += [gap, words]
        start = self.length + len(gap)
        self.length = start + len(words)
        self._spans.append((start, self.length))
        self._gap = 0

    def blocks(self) -> tuple[tuple[int, int], ...]:
        """Where each block stands."""
        return tuple(self._spans)

    def text(self) -> str:
        """The whole text."""
        return "".join(self._parts)

    def sorted_stretches(self) -> tuple[Stretch, ...]:
        """The stretches in the order of the text, wider ones first."""
        return tuple(sorted(self.stretches, key=lambda each: (each.start, -each.end, each.kind)))
