"""Options and combinations of them that no command can mean, and findings.toml that says no finding."""

from __future__ import annotations

ANSWERS_FILE = "data/raw/essai/2020/answers.csv"
RELEASE = ("archive", "essai/2020", "--to")
TO_A_FILE = ("compare", "essai/2020", "essai/2020")

WORDS: dict[str, tuple[tuple[str, ...], str]] = {
    "a language that is a path": (("report", "--lang", "../x"), "'../x'; expected some of fr, en"),
    "no format": (("report", "--format", ""), "expected some of html"),
    "a format that there is not": (("report", "--format", "html,exe"), "'exe'; expected some of html"),
    "a breakdown that is no territory": (
        ("report", "--by", "hours"),
        "--by hours: not among the territories",
    ),
    "slides' template without slides": (("report", "--template", "a.pptx"), "name pptx in --format"),
    "a time that is no number": (("report", "--timeout", "nan"), "nan is no number"),
    "a time without end": (("report", "--timeout", "inf"), "inf is no number"),
    "no time": (("report", "--timeout", "0"), "not in the range"),
    "more memory than there are numbers": (("report", "--memory", "9" * 14), "not in the range"),
    "no process": (("report", "--jobs", "0"), "not in the range"),
    "a survey that is a path": (("report", "../essai"), "no survey or edition '../essai'"),
    "a survey with a NUL": (("report", "es\x00sai"), "no survey or edition"),
    "a survey that is no text": (("report", "es\udcffsai"), "no survey or edition"),
    "an edition that there is not": (("build", "essai/2021"), "no survey or edition 'essai/2021'"),
    "an archive over the answers": ((*RELEASE, ANSWERS_FILE), "among answers and definitions"),
    "an archive over a definition": (
        (*RELEASE, "data/raw/essai/survey.toml"),
        "among answers and definitions",
    ),
    "an archive over results": (
        (*RELEASE, "data/processed/essai/2020/indicators.csv"),
        "is there and is no .zip file",
    ),
    "an archive in place of a pipe": ((*RELEASE, "pipe"), "is no file, but a device, a pipe or a folder"),
    "an archive in place of a folder": ((*RELEASE, "data"), "is a directory"),
    "a comparison over results": (
        (*TO_A_FILE, "--csv", "data/processed/essai/2020/indicators.csv"),
        "is there, and a run made it",
    ),
    "a comparison over the answers": ((*TO_A_FILE, "--csv", ANSWERS_FILE), "among answers and definitions"),
    "a comparison as a file of another kind": ((*TO_A_FILE, "--html", "notes.txt"), "is no .html file"),
    "a tolerance that is no number": ((*TO_A_FILE, "--tolerance", "nan"), "nan is no number"),
    "a tolerance below 0": ((*TO_A_FILE, "--tolerance", "-1"), "not in the range"),
    "an edition compared that there is not": (("compare", "essai/2020", "essai/2021"), "no figures there"),
    "a comparison of a definition": (("compare", "essai/2020", ANSWERS_FILE), "no figures there"),
    "a comparison of folders without figures": (("compare", "data", "data"), "no figures there"),
    "an export of no format": (("export", "essai/2020", "--format", ""), "expected some of datapackage"),
    "respondents exported nowhere": (("export", "essai/2020", "--format", "sav"), "give --to DIR"),
    "respondents exported to a release": (
        ("export", "essai/2020", "--format", "sav", "--to", "x/../reports/x"),
        "it lies in reports/",
    ),
    "an export among the answers": (
        ("export", "essai/2020", "--format", "ddi", "--to", "data/raw/essai"),
        "it lies in data/",
    ),
    "a catalogue that stands nowhere": (("export", "essai/2020", "--format", "dcat"), "give --url"),
    "an address that is a program": (
        ("export", "essai/2020", "--format", "dcat", "--url", "javascript:alert(1)"),
        "expected the address of a folder on the web",
    ),
    "a table over a definition": (
        ("tabulate", "essai/2020", "--from", ANSWERS_FILE, "--to", "data/raw/essai/survey.toml"),
        "among answers and definitions",
    ),
    "a table of what is no Parquet": (
        ("tabulate", "essai/2020", "--from", ANSWERS_FILE),
        "the results of `assoscope build` stand there",
    ),
    "a draft of nothing": (("new", "a/b"), "expected --from FILE"),
    "a draft outside": (("new", "../a", "--from", ANSWERS_FILE), "'..' cannot name a survey"),
    "a draft over an edition": (("new", "essai/2020", "--from", ANSWERS_FILE), "edition.toml is there"),
    "a separator of three signs": (
        ("new", "n/2020", "--separator", "abc", "--from", ANSWERS_FILE),
        "expected one character",
    ),
    "a sheet of what has none": (("new", "n/2020", "--sheet", "x", "--from", ANSWERS_FILE), "is no workbook"),
    "an encoding that there is not": (
        ("new", "n/2020", "--encoding", "zzz", "--from", ANSWERS_FILE),
        "'zzz' is no encoding",
    ),
    "rows that are words": (
        ("new", "n/2020", "--skip-rows", "a", "--from", ANSWERS_FILE),
        "expected numbers",
    ),
    "every row left out": (("new", "n/2020", "--skip-rows", "1..", "--from", ANSWERS_FILE), "no respondents"),
    "a structure that is none": (
        ("new", "n/2020", "--structure", ANSWERS_FILE, "--from", ANSWERS_FILE),
        "no data dictionary of REDCap",
    ),
    "a schema that there is not": (("schema", "findings"), "is not one of"),
    "a notebook that there is not": (("notebook", "essai", "nothing"), "no notebook 'nothing'"),
}
"""Name -> the words after assoscope, what is said; every path is of the root."""
FINDINGS: dict[str, tuple[str | bytes, str]] = {
    "a title that is a number": (
        '[rewrite.sex]\ntitle = 3\nexpects = "up"\n',
        "rewrite.sex.title: expected a",
    ),
    "rewritings that are a list": ("rewrite = []\n", "rewrite: expected a table"),
    "a rewriting that is a text": ('rewrite.sex = "a"\n', "rewrite.sex: expected a table"),
    "directions that are a list": ('expects = ["up"]\n', "expects: expected a table"),
    "a message that is a list": ('message = ["a"]\n', "message: expected a sentence"),
    "a message in a language": ('message = { de = "a" }\n', "message: expected a sentence"),
    "a brace unclosed": ('message = "{sex viennent"\n', "message: a brace stands alone"),
    "braces in braces": ('message = "{{sex}}"\n', "message: a brace stands alone"),
    "pinned and dropped": ('pin = ["sex"]\ndrop = ["sex"]\n', "sex: pinned and dropped"),
    "bytes of no text": (bytes(range(256)), "findings.toml: not TOML"),
    "a NUL": ('message = "a"\x00\n', "findings.toml: not TOML"),
}
