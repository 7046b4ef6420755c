"""A small survey with codes, labels and groups that are hard on spreadsheets, as it is released."""

from __future__ import annotations

from pathlib import Path

HOSTILE = {
    "01": '=HYPERLINK(\\"http://x.test\\")',
    "02": "＝1+1",
    "1-2": "+cmd|' /C calc'!A0",
    "2E3": "@SUM(1)",
    "1/3": "Une\\nligne\\u0007 et\\u202e suite <b>&",
    "2A": "1,5",
}
"""Codes of departments, and their labels as survey.toml writes them."""
LONG = "Un libellé très long " * 40
SURVEY = (
    """
title = { fr = "Enquête d'essai", en = "Trial survey" }
identifier = "id"
breakdowns = ["departement", "sexe"]
[note]
producer = { fr = "=1+1", en = "=1+1" }
[themes.t]
title = { fr = "Le thème", en = "The theme" }
[questions.departement]
type = "single"
text = { fr = "Dans quel département ?", en = "Which department?" }
[questions.departement.codes]
"""
    + "".join(f'"{code}" = {{ fr = "{label}", en = "{label}" }}\n' for code, label in HOSTILE.items())
    + f"""
[questions.sexe]
type = "single"
codes = {{ f = {{ fr = "Femmes", en = "Women" }}, m = {{ fr = "Hommes", en = "Men" }} }}
[questions.choix]
type = "single"
text = {{ fr = "{LONG}", en = "{LONG}" }}
codes = {{ "01" = {{ fr = "Premier", en = "First" }}, "02" = {{ fr = "Second", en = "Second" }} }}
[questions.content]
type = "single"
codes = {{ 1 = {{ fr = "Oui", en = "Yes" }}, 0 = {{ fr = "Non", en = "No" }} }}
[questions.heures]
type = "numeric"
unit = {{ fr = "heures", en = "hours" }}
[indicators.content]
title = {{ fr = "=1+1 d'abord", en = "=1+1 first" }}
theme = "t"
answers = ["1"]
[indicators.choix]
title = {{ fr = "Le choix", en = "The choice" }}
theme = "t"
[indicators.heures]
title = {{ fr = "Heures données", en = "Hours given" }}
theme = "t"
statistic = "mean"
"""
)
ANSWERS = "id,departement,sexe,choix,content,heures\n" + "".join(
    f"r{i},{code},{'fm'[i % 2]},{'01' if i % 5 < 3 + i % 2 else '02'},{int(i % 3 > 0)},{i % 7 + 0.5}\n"
    for i, code in enumerate(code for code in HOSTILE for _ in range(5 if code == "2A" else 60))
)
"""60 respondents of each department but of the last, which has too few to be shown."""


def released_files(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
