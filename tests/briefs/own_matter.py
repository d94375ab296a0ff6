"""Own matter for the example workspace and for real collections: every table of a brief, invented."""

import re
from dataclasses import replace

from briefbook import pipeline
from briefbook.model.brief import KINDS
from briefbook.model.inputs import File, Inputs

ROLES = {
    "objective": ("A date for the ferry", "Une date pour la ligne de bateaux"),
    "point": ("Thank them for the welcome", "Remercier de l’accueil"),
    "if-raised": ("The shipyards are being studied", "Les chantiers sont à l’étude"),
    "defensive": ("Nothing is decided on visas", "Rien n’est décidé sur les visas"),
    "press": ("A good visit among neighbours", "Une bonne visite entre voisins"),
}


def toml(*facts: str) -> str:
    """Lines of every role, two days of programme, two documents and two people; they name these facts."""
    named = list(facts)
    lines = "".join(
        f'[[line]]\nrole = "{role}"\ntext = {{ en = "{en}.", fr = "{fr}." }}\nfacts = {named[:1]}\n'
        for role, (en, fr) in ROLES.items()
    )
    return (
        lines
        + f"""
[[event]]
date = 2024-05-15
time = "09:30-10:15"
title = {{ en = "Talks", fr = "Entretiens" }}
place = {{ en = "Lantern Hall", fr = "Salle des lanternes" }}
people = ["Tomas Arrigat", "Elna Dorvik"]
press = "pool"
facts = {named}

[[event]]
date = 2024-05-14
title = {{ en = "Arrival", fr = "Arrivée" }}
press = "closed"

[[document]]
title = {{ en = "Charter of the quays", fr = "Charte des quais" }}
signatories = ["Ministry of Ports", "Ministère des ports"]
date = 2024-05-15
stage = "planned"
next = {{ en = "Second reading", fr = "Seconde lecture" }}

[[document]]
title = "Letter on lamps"

[[person]]
name = "Tomas Arrigat"
role = {{ en = "Prime Minister of Maruvia", fr = "Premier ministre de Maruvie" }}
biography = {{ en = "A pilot by trade.", fr = "Pilote de métier." }}
born = "1961"
languages = ["fr", "en"]
pronunciation = "toh-MAHS ah-ree-GAH"
facts = {named}

[[person]]
name = "Elna Dorvik"
"""
    )


def asked(inputs: Inputs, kind: str, lang: str = "en", own: str = "", **keys: object) -> Inputs:
    """Inputs whose brief is of a kind and language, with own matter at its end."""
    assert kind in KINDS
    text = inputs.brief.data.decode("utf-8")
    for key, value in {"kind": kind, "lang": lang, **keys}.items():
        text = re.sub(rf"^{key} = .*\n", "", text, flags=re.M)
        shown = value if isinstance(value, int | list) else f'"{value}"'
        text = f"{key} = {shown}\n" + text
    file = File(inputs.brief.path, (text + own).encode("utf-8"))
    return replace(inputs, brief=file, sections=pipeline.sections([file]))


def spoken(inputs: Inputs, lang: str = "en") -> Inputs:
    """Inputs whose plain statements say their language, as those of a ledger in several languages do."""
    (gathered,) = inputs.collections
    assert gathered.facts is not None
    text = gathered.facts.data.decode("utf-8")
    text = re.sub(r'^statement = (".*")$', rf"statement = {{ {lang} = \1 }}", text, flags=re.M)
    return replace(inputs, collections=(replace(gathered, facts=File(gathered.facts.path, text.encode())),))
