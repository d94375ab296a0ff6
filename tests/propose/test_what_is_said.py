"""What `propose` and `build --draft` say where there is little or nothing to draft."""

from __future__ import annotations

import re

TRADE = "In 2030 trade between Norland and Selva reached {} million USD, the ministry said.\n"
NAME = "President {} of Selva opened the harbour of Kings Harbour with many guests.\n"


def test_the_sum_of_differences_says_how_many_are_shown(space, tmp_path):
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, amount, who in (("a", "41.5", "Nguyễn Văn Đạt"), ("b", "47.5", "Nguyen Van Dat")):
        (papers / f"{name}.txt").write_text(TRADE.format(amount) + "\n" + NAME.format(who), "utf-8")
    ran = space.run_bare("propose", str(papers))
    shown = len(re.findall(r": warning (?:conflict-|name-variant)", ran.err))
    loud = space.run_bare("propose", str(papers), "-v")
    told = len(re.findall(r": (?:warning|note) (?:conflict-|name-variant)", loud.err))
    assert 0 < shown < told
    said = f"{told} place(s) where the documents differ, or spell a name in several ways: "
    assert f"{said}{shown} shown above; -v shows the other {told - shown}" in ran.out
    assert f"{said}see above" in loud.out
