"""Citation styles in whole files: the number in "(n 5)" is the number that the file prints."""

import re
import zipfile
from io import BytesIO

import pytest

THEME = 'extends = "default/default"\n[notes]\nrestart = "{restart}"\nrepeat = "{repeat}"\n'


@pytest.mark.parametrize("restart", ["document", "section"])
@pytest.mark.parametrize("repeat", ["short", "reference"])
def test_word_counts_the_number_of_an_earlier_note_itself(outcome, small, restart, repeat):
    built = outcome(
        {
            "templates/themes/default.toml": THEME.format(restart=restart, repeat=repeat),
            "briefs/lake-visit.toml": b'citation_style = "oscola"\n' + small["briefs/lake-visit.toml"],
            "seeds/lake/facts.toml": small["seeds/lake/facts.toml"].replace(
                b'section = "community"', b'section = "economy"'
            ),
        },
        "docx",
    )
    (file,) = built.renderings
    with zipfile.ZipFile(BytesIO(file.data)) as archive:
        notes, body = (archive.read(f"word/{name}.xml").decode() for name in ("footnotes", "document"))
    mentions = re.findall(r"NOTEREF (_RefNote\d+) ", notes)
    assert mentions
    assert all(f'w:name="{name}"' in body for name in mentions)
    full = len(re.findall("The Bay Mirror", notes))
    # a section whose only note is a mark of an earlier one needs no full note
    sections = {"document": 1, "section": 3 if repeat == "short" else 2}
    assert full == sections[restart]


def test_the_other_formats_link_the_number_to_its_note(outcome, small):
    brief = b'citation_style = "oscola"\n' + small["briefs/lake-visit.toml"]
    built = outcome({"briefs/lake-visit.toml": brief}, "md", "html")
    markdown, html = (each.data.decode() for each in built.renderings)
    assert "(n\u00a01), para. 2:" in markdown
    assert '(n\u00a0<a href="#note-1">1</a>)' in html


def test_the_style_may_be_the_default_of_the_workspace(outcome):
    built = outcome({"briefbook.toml": '[defaults]\ncitation_style = "house"\n'}, "md")
    assert (
        "The Bay Mirror, 2 April 2031, “Tolmark\\'s president on the lake”, para. 2:"
        in built.renderings[0].data.decode()
    )


def test_an_unknown_style_is_named_with_the_nearest(outcome, small):
    brief = b'citation_style = "oscalo"\n' + small["briefs/lake-visit.toml"]
    built = outcome({"briefs/lake-visit.toml": brief}, "md")
    (problem,) = [item for item in built.diagnostics if item.is_error]
    assert "oscola" in problem.message
