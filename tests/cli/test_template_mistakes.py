"""The mistakes that people make in templates and themes: each is told with file, line and the cure."""

BRIEF = "briefs/lake-visit.toml"


def test_a_mistake_is_told_with_file_line_and_cure(space, case):
    name = case.get("file", "templates/sections/economy.md.j2").strip()
    space.write(name, case["template"] + "\n")
    if name.startswith("templates/themes/"):
        space.change(BRIEF, 'lang = "en"', 'lang = "en"\ntheme = "house"')
    place, cure = case.lines("said")
    ran = space.run("check")
    told = [line for line in ran.err.splitlines() if line.startswith(place)]
    assert told, ran.err
    assert any(cure in line for line in told), told
    assert (ran.status == 1) is (" error " in ran.err), ran.err
    assert "internal-error" not in ran.err
