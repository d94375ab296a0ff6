"""Every kind of document, of the same facts and the officer's own matter, in English and French."""

from __future__ import annotations

import re
from pathlib import Path

import ooxml_integrity
import openxml_audit
import own_matter
import page as page_validation
import pytest
import word

from briefbook import pipeline, workspace
from briefbook.model.brief import KINDS
from briefbook.model.inputs import Inputs

OWN = own_matter.toml("visit-working", "ferry-line")
SAID = {
    "checklist": (
        ["A date for the ferry.", "## If raised", "The shipyards are being studied.", "Talks"],
        ["Une date pour la ligne de bateaux.", "## Si le sujet est abordé", "9 h 30–10 h 15"],
    ),
    "biography": (
        ["### Tomas Arrigat", "**Prime Minister of Maruvia**", "toh-MAHS", "French, English", "1961"],
        ["**Premier ministre de Maruvie**", "Pilote de métier.", "français, anglais"],
    ),
    "programme": (
        ["09:30–10:15", "Lantern Hall", "Press pool", "Tomas Arrigat, Elna Dorvik"],
        ["Entretiens", "Pool de presse"],
    ),
    "outcomes": (
        [
            "Charter of the quays",
            "Ministry of Ports; Ministère des ports",
            "Planned",
            "Second reading",
            "Invited",
        ],
        ["Charte des quais", "Prévu", "Seconde lecture"],
    ),
    "chronology": (["1974", "Diplomatic relations date from 1974."], ["1974"]),
    "key-facts": (["**Background**", "Two-way trade (€ million)", "34.5"], ["**Contexte**", "34,5"]),
    "differences": (["No difference between the sources is recorded."], ["Aucune divergence"]),
}


def page(inputs: Inputs) -> str:
    outcome = pipeline.build(inputs, ("md",))
    assert [item.message for item in outcome.diagnostics if item.is_error] == []
    return outcome.renderings[0].data.decode("utf-8").replace("\u00a0", " ")


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_prints_its_own_matter_and_facts_in_english(example_inputs, kind):
    text = page(own_matter.asked(example_inputs, kind, own=OWN))
    for words in SAID[kind][0]:
        assert words in text


@pytest.mark.parametrize("kind", SAID)
def test_each_kind_prints_its_own_matter_and_labels_in_french(example_inputs, kind):
    french = own_matter.asked(own_matter.spoken(example_inputs), kind, "fr", OWN)
    text = page(french)
    for words in SAID[kind][1]:
        assert words in text
    assert "Our own" not in text


@pytest.mark.parametrize("kind", ["checklist", "biography", "programme", "outcomes"])
def test_own_matter_is_labelled_ours(example_inputs, kind):
    assert "*Our own wording; notes give the sources.*" in page(
        own_matter.asked(example_inputs, kind, own=OWN)
    )
    assert "Our own wording" not in page(own_matter.asked(example_inputs, kind))


@pytest.mark.parametrize("kind", SAID)
def test_a_kind_without_own_matter_prints_facts_and_says_what_it_lacks(example_inputs, kind):
    outcome = pipeline.build(own_matter.asked(example_inputs, kind), ("md",))
    assert outcome.ok
    lacking = [item.code for item in outcome.diagnostics if item.code == "no-matter"]
    assert bool(lacking) is (kind in ("checklist", "biography", "programme"))


def test_a_line_is_followed_by_the_notes_of_the_facts_it_names(example_inputs):
    named = ["visit-first", "ferry-line", "visit-first"]
    own = f'[[line]]\nrole = "point"\ntext = "Thank them."\nfacts = {named}\n'
    text = page(own_matter.asked(example_inputs, "checklist", own=own))
    assert "Thank them.[^1][^2]\n" in text
    assert "No Maruvian head of government had ever come" in text
    assert "[^3]" not in text


def test_sections_of_own_matter_stand_in_a_visit_brief_where_they_are_asked_for(example_inputs):
    keys = ["checklist", "background", "programme", "biography", "chronology", "key-facts", "outcomes"]
    own = OWN + '[[section]]\nkey = "programme"\ntitle = "Two days on the quay"\n'
    text = page(own_matter.asked(example_inputs, "visit-brief", own=own, sections=keys))
    found = list(re.findall(r"^## (.*?)(?: \{.*)?$", text, re.M))
    assert found[:8] == [
        "At a glance",
        "Checklist",
        "Background",
        "Two days on the quay",
        "Biographies",
        "Chronology of relations",
        "Key facts",
        "Outcomes of the visit",
    ]
    assert "Charter of the quays" in text


def test_own_matter_that_nothing_prints_is_a_note(example_inputs):
    outcome = pipeline.build(own_matter.asked(example_inputs, "visit-brief", own=OWN), ("md",))
    notes = [item for item in outcome.diagnostics if item.code == "matter-not-printed"]
    assert [re.search(r"\[\[\w+\]\]", item.message)[0] for item in notes] == [
        "[[line]]",
        "[[event]]",
        "[[person]]",
    ]


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ('["visit-frist"]', "names no accepted fact 'visit-frist'; did you mean 'visit-first'?"),
        (
            '["visit-first", "shipyard-fund"]',
            "names 'shipyard-fund', which is a draft; accept it",
        ),
    ],
)
def test_a_line_may_name_accepted_facts_only(example_inputs, change_inputs, facts, said):
    ledger = example_inputs.collections[0].facts.data.decode()
    ledger = re.sub(r'(id = "shipyard-fund"(?:.*\n)*?status = )"accepted"', r'\1"draft"', ledger)
    inputs = change_inputs(example_inputs, example_inputs.collections[0].facts.path, ledger.encode())
    own = f'[[line]]\nrole = "point"\ntext = "Thank them."\nfacts = {facts}\n'
    outcome = pipeline.build(own_matter.asked(inputs, "checklist", own=own), ("md",))
    (found,) = [item for item in outcome.diagnostics if item.is_error]
    assert (found.code, found.path) == ("unknown-fact", "briefs/harbour-visit.toml")
    assert said in found.message
    assert found.line is not None


def test_a_line_carries_the_highest_mark_of_its_facts(example_inputs, change_inputs):
    ledger = example_inputs.collections[0].facts.data.decode()
    ledger = ledger.replace('id = "ferry-line"', 'id = "ferry-line"\nmarking = "TLP:AMBER"')
    inputs = change_inputs(example_inputs, example_inputs.collections[0].facts.path, ledger.encode())
    own = '[[line]]\nrole = "point"\ntext = "Speak of it."\nfacts = ["visit-first", "ferry-line"]\n'
    text = page(own_matter.asked(inputs, "checklist", own=own))
    assert "(TLP:AMBER) Speak of it.[^1][^2]" in text


def test_a_figure_in_a_line_that_its_fact_does_not_say_stops_the_build(example_inputs):
    own = '[[line]]\nrole = "point"\ntext = "Trade of €35.5 million."\nfacts = ["trade-2023"]\n'
    outcome = pipeline.build(own_matter.asked(example_inputs, "checklist", own=own), ("md",))
    assert not outcome.ok
    assert [item.code for item in outcome.diagnostics if item.is_error] == ["figure-not-in-fact"]
    right = own.replace("35.5", "34.5")
    assert pipeline.build(own_matter.asked(example_inputs, "checklist", own=right), ("md",)).ok


def test_words_in_another_language_are_tagged(example_inputs):
    own = '[[line]]\nrole = "point"\ntext = { fr = "Remercier." }\nfacts = ["visit-first"]\n'
    outcome = pipeline.build(own_matter.asked(example_inputs, "checklist", own=own), ("html",))
    assert '<span lang="fr">Remercier.</span>' in outcome.renderings[0].data.decode()


def test_the_checklist_of_this_repository_is_one_page():
    root = Path(__file__).resolve().parents[2]
    opened = workspace.open_(root)
    inputs = workspace.load(
        opened, "kyrgyz-pm-vietnam-2025-checklist", pipeline.sections(opened.briefs.values())
    )
    outcome = pipeline.check(inputs)
    assert [
        item.code for item in outcome.diagnostics if item.code in ("over-budget", "figure-not-in-fact")
    ] == []
    assert outcome.notes >= 8


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("base", ["example", "real"])
def test_no_validator_has_a_finding_on_any_kind(request, tmp_path, kind, lang, base):
    if base == "example":
        inputs, own = request.getfixturevalue("example_inputs"), OWN
    else:
        root = request.getfixturevalue("shared") / "workspace"
        opened = workspace.open_(root)
        inputs = workspace.load(opened, "kyrgyz-pm-vietnam-2025", pipeline.sections(opened.briefs.values()))
        own = own_matter.toml("visit-dates", "visit-arrival")
    inputs = own_matter.spoken(inputs) if (base, lang) == ("example", "fr") else inputs
    outcome = pipeline.build(own_matter.asked(inputs, kind, lang, own), ("docx", "pdf"))
    assert [item.message for item in outcome.diagnostics if item.is_error] == []
    if (base, lang) == ("real", "fr"):
        # its statements are English
        assert sum(item.code == "untranslated" for item in outcome.diagnostics) > 20
    for rendering in outcome.renderings:
        if rendering.name.endswith(".pdf"):
            for profile in ("ua1", "3a"):
                assert page_validation.validate_pdf_bytes(rendering.data, profile=profile).is_compliant
        else:
            path = tmp_path / rendering.name
            path.write_bytes(rendering.data)
            assert list(ooxml_integrity.check(str(path))) == []
            assert list(openxml_audit.OpenXmlValidator().validate(str(path)).errors) == []
            assert word.faults(rendering.data) == []
