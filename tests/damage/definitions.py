"""Ways in which definitions and the tables beside the answers are damaged, and what the message says."""

from __future__ import annotations

from .valid import ANSWERS, EDITION, MARGINS, PUBLISHED, SURVEY

NUMERIC, SCALE, DATE = 'type = "numeric"', 'type = "scale"', 'type = "date"'


def _numeric(more: str) -> str:
    return SURVEY.replace(NUMERIC, f"{NUMERIC}\n{more}")


def _routed(*pairs: tuple[str, str]) -> str:
    """Questions of which each is asked by the answer to another."""
    return SURVEY + "".join(
        f'[questions.{name}]\ntype = "single"\ncodes = {{ 1 = "a" }}\nasked_if = {{ {other} = ["1"] }}\n'
        for name, other in pairs
    )


SURVEYS: dict[str, tuple[str | bytes, str]] = {
    "a list in place of a table": ("[[questions]]", "expected a table"),
    "a table twice": (SURVEY + "[questions.sex]\n", "not valid TOML"),
    "lists nested deep": (SURVEY.replace("= [", "= [" * 3000), "not valid TOML"),
    "tables nested deep": (SURVEY + f"[{'.'.join(['a'] * 5000)}]\n", "unknown key"),
    "inline tables nested deep": (SURVEY + "x = " + "{ a = " * 3000, "not valid TOML"),
    "an unclosed quotation mark": (SURVEY.replace('"F"', '"F'), "not valid TOML"),
    "curly quotation marks": (SURVEY.replace('"F"', "“F”"), "straight quotes"),
    "utf-16": (SURVEY.encode("utf-16"), "not UTF-8"),
    "NUL characters": (SURVEY.replace("[themes", "\x00[themes"), "not valid TOML"),
    "bytes of a picture": (bytes(range(256)), "not UTF-8"),
    "the first half": (SURVEY[: len(SURVEY) // 2], "not valid TOML"),
    "a limit that is nan": (_numeric("max = nan"), "expected a number"),
    "a limit of 400 digits": (_numeric(f"max = {10**400}"), "expected a number"),
    "a limit of 5000 digits": (_numeric(f"max = {'9' * 5000}"), "not valid TOML"),
    "an infinite score": (SURVEY.replace(SCALE, f"{SCALE}\nscores = {{ 1 = inf }}"), "expected a number"),
    "a code of a scale that is nan": (
        SURVEY.replace('{ 1 = "non"', '{ nan = "x", 1 = "non"'),
        "is no number",
    ),
    "a format of dates that is none": (
        SURVEY.replace(DATE, f'{DATE}\ndate_format = "%Q"'),
        "a format such as",
    ),
    "a name twice": (SURVEY.replace('"sex"]', '"sex", "sex"]'), "listed 2 times"),
    "a condition without answers": (_numeric("asked_if = { sex = [] }"), "no answer is named"),
    "a condition on nothing known": (_numeric('asked_if = { sexe = ["f"] }'), "sexe"),
    "a question asked by itself": (_routed(("a", "a")), "goes round in a circle"),
    "two questions that route each other": (_routed(("a", "b"), ("b", "a")), "goes round in a circle"),
    "a circle of a thousand questions": (
        _routed(*((f"q{i}", f"q{(i + 1) % 1000}") for i in range(1000))),
        "goes round in a circle",
    ),
    "a variable derived from itself": (SURVEY + '[derived.n]\nyears_since = "n"\n', "known: "),
    "two variables derived from each other": (
        SURVEY + '[derived.a]\nsum_of = ["b", "hours"]\n[derived.b]\nsum_of = ["a", "hours"]\n',
        "known: ",
    ),
    "a question routed by what is derived from it": (
        SURVEY.replace(NUMERIC, NUMERIC + '\nasked_if = { class = ["x"] }')
        + '[derived.class]\nclasses_of = "hours"\n[derived.class.codes]\nx = { from = 0, below = 9 }\n',
        "goes round in a circle",
    ),
    "a divisor below 0": (SURVEY.replace('"mean"', '"mean"\ndivide_by = -1', 1), "expected a number above 0"),
    "a divisor near 0": (
        SURVEY.replace('"mean"', '"mean"\ndivide_by = 1e-300', 1),
        "expected a number above",
    ),
    "a count of one answer": (SURVEY + '[derived.n]\ncount_of = "sex"\n', "expected multiple"),
    "years since no year": (SURVEY + '[derived.n]\nyears_since = "hours"\n', "reference_year: needed by n"),
    "classes that overlap": (
        SURVEY + '[derived.c]\nclasses_of = "hours"\n[derived.c.codes]\n'
        "a = { from = 0, below = 5 }\nb = { from = 4, below = 9 }\n",
        "overlap",
    ),
    "a contradiction of nothing known": (
        SURVEY + '[contradictions.c]\nlabel = "c"\nwhen = { sexe = ["f"] }\n',
        "sexe",
    ),
    "a grid of one": (SURVEY + '[grids.g]\nlabel = "g"\nitems = ["agree"]\n', "two questions or more"),
    "a population without anybody": (
        SURVEY + '[populations.p]\nlabel = "p"\namong = { agree = { not = ["1", "2"] } }\n',
        "`not` has every answer to agree",
    ),
    "a group without answers": (
        SURVEY + '[derived.c]\ngroups_of = "agree"\nleft_out = ["1", "2"]\n'
        '[derived.c.codes]\na = { fr = "a", of = [] }\n',
        "derived.c.codes.a.of: no answer to agree",
    ),
    "a weight that is the primary unit": (
        SURVEY + '[design]\nweight = "hours"\npsu = "hours"\n',
        "design.psu: hours is the weight too",
    ),
    "an identifier that most share": (
        SURVEY.replace('identifier = "id"', 'identifier = "sex"'),
        "identifier: 38 of 40 rows have in column 'sex' what an earlier row has",
    ),
    "a theme that is not there": (SURVEY.replace("[themes.t]", "[themes.u]"), "theme"),
    "a weight that no column has": (
        SURVEY + '[design]\nweight = "w"\n',
        "required columns are not in the file",
    ),
}
EDITIONS: dict[str, tuple[str | bytes, str]] = {
    "fieldwork that ends before it starts": (
        EDITION + "[fieldwork]\nstart = 2009-04-10\nend = 2009-03-09\n",
        "before it starts",
    ),
    "a fieldwork of times": (EDITION + "[fieldwork]\nstart = 2009-03-10T10:00:00\nend = 2009-04-09\n", ""),
    "a separator beyond ASCII": (EDITION + 'separator = "é"\n', "separator"),
    "a separator of two signs": (EDITION + 'separator = ";;"\n', "separator"),
    "an encoding that always fails": (EDITION + 'encoding = "undefined"\n', "encoding"),
    "an encoding with a NUL": (EDITION + 'encoding = "a\\u0000"\n', "encoding"),
    "an encoding of bytes": (EDITION + 'encoding = "base64"\n', "encoding"),
    "another encoding": (EDITION + 'encoding = "utf-16"\n', "utf-16"),
    "another separator": (EDITION + 'separator = ";"\n', "no column 'id'"),
    "a file outside the folder": ('[file]\nname = "../survey.toml"\n', "name"),
    "a file that is the folder": ('[file]\nname = "."\n', "expected a file in the folder"),
    "a file of a long name": (f'[file]\nname = "{"a" * 5000}.csv"\n', "ame"),
    "a file with a NUL in its name": ('[file]\nname = "a\\u0000.csv"\n', "answers"),
    "no file": ("", "file"),
    "a sheet of a text": (EDITION + 'sheet = "a"\n', "file.sheet: answers.csv has no sheets"),
    "a mark that separates too": (
        EDITION + 'decimal = ","\nseparator = ","\n',
        "file.decimal: ',' is the separator too",
    ),
    "rows that go backwards": (EDITION + 'skip_rows = ["9..2"]\n', "found ['9..2']"),
    "a margin of a column that is not there": (
        EDITION + '[columns]\nsex = "gender"\n',
        "margins.csv: nobody has an answer to sex",
    ),
    "a margin of a question that was not asked": (
        'not_asked = ["sex"]\n' + EDITION,
        "margins.csv: nobody has an answer to sex",
    ),
    "a column that is a table": (EDITION + '[columns]\nid = { a = "b" }\n', "columns"),
    "columns of a question that is not there": (EDITION + '[columns]\nsexe = "sex"\n', "sexe"),
    "a recoding to a code that is none": (EDITION + '[recode.sex]\nf = "w"\n', "'w'"),
    "a question not asked that is not there": ('not_asked = ["sexe"]\n' + EDITION, "sexe"),
    "a respondent excluded who is not there": (EDITION + '[exclude]\nr99 = "test"\n', "r99"),
    "a break of nothing known": (EDITION + '[breaks]\nsexe = "why"\n', "sexe"),
    "a year of 400 digits": (f"reference_year = {'9' * 400}\n" + EDITION, "expected the year that ages"),
    "invited fewer than nobody": ("invited = -5\n" + EDITION, "invited"),
}
B = ANSWERS.replace("r", "s").replace("\nstring", "\n")
SEVERAL: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "a second file that is not there": ({}, "", "b.csv: no such file"),
    "a second file cut short, which is said": ({"b.csv": B[:-9]}, "", ""),
    "a second file that is empty": ({"b.csv": b""}, "", "b.csv: the file is empty"),
    "a second file of bytes": ({"b.csv": bytes(range(256)) * 9}, "", "b.csv"),
    "a second file without the identifier": ({"b.csv": B.replace("id,", "nr,")}, "", ""),
    "a second file of other columns": ({"b.csv": "a,b\n1,2\n"}, "", ""),
    "the first file again": ({"b.csv": ANSWERS}, "", ""),
    "a column renamed that is not there": ({"b.csv": B}, 'columns = { x = "sex" }', "not in the file: x"),
    "a column renamed to one that is there": (
        {"b.csv": B},
        'columns = { id = "sex" }',
        "Rename that column too",
    ),
    "a constant that is a column": ({"b.csv": B}, 'constants = { sex = "f" }', "constants"),
    "another encoding than declared": (
        {"b.csv": B.replace("s1,", "é,")},
        'encoding = "ascii"',
        "is not ascii",
    ),
    "words for codes": ({"b.csv": B}, 'answers = "words"', "expected one of"),
}
"""Name -> the files beside the first, what more [[files]] says of the second, the message."""
COUNTS = "variable,code,count\nsex,f,{}\nsex,m,{}\n"
MARGINS_DAMAGED: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "the file is empty"),
    "a header": ("variable,code,share\n", "a header and no margin"),
    "a column lost": ("variable,code\nsex,f\n", "no column share"),
    "a column more": (MARGINS.replace("source", "sources"), "unknown column sources"),
    "a column twice": (MARGINS.replace("source", "share"), "unknown column share.2"),
    "a category lost": ("variable,code,share\nsex,f,100\n", "no share for 'm'"),
    "a category more": (MARGINS + "sex,x,0,a\n", "'x' is not an answer"),
    "a category twice": (MARGINS + "sex,m,0,a\n", "'m' has 2 rows"),
    "a sum below 100": (MARGINS.replace("48", "38"), "shares sum to 90"),
    "a sum above 100": (MARGINS.replace("48", "58"), "shares sum to 110"),
    "shares of 1": (MARGINS.replace("52", "0.52").replace("48", "0.48"), "expected 100"),
    "a share below 0": (MARGINS.replace("52", "-52"), "not a number from 0 to 100"),
    "a share that is nan": (MARGINS.replace("52", "nan"), "not a number from 0 to 100"),
    "a share that is infinite": (MARGINS.replace("52", "inf"), "not a number from 0 to 100"),
    "a share of 1e308": (MARGINS.replace("52", "1e308"), "not a number from 0 to 100"),
    "a share in words": (MARGINS.replace("52", "half"), "not a number from 0 to 100"),
    "a share that is blank": (MARGINS.replace("52", ""), "not a number from 0 to 100"),
    "a share of everyone": (MARGINS.replace("52", "100").replace("48", "0"), "sex"),
    "a decimal comma without quotes": (MARGINS.replace("52", "52,0"), "stands in quotes"),
    "a variable that is not there": (MARGINS.replace("sex", "sexe"), "sexe: not a variable"),
    "a variable of numbers": (MARGINS.replace("sex", "hours"), "hours is a number"),
    "counts whose thousands may be decimals": (
        COUNTS.format("5.200", "800"),
        "'5.200' may have thousands apart, or decimals; write counts as digits alone, 5200 or 5",
    ),
    "counts with a comma": (COUNTS.format('"5,200"', '"4,800"'), "'5,200', '4,800' may have thousands"),
    "counts with spaces": (COUNTS.format("5 200", "4\u202f800"), ""),
    "counts with decimals": (COUNTS.format("5200.25", "4800.75"), ""),
    "counts that are parts of 1": (COUNTS.format("0.52", "0.48"), "the counts sum to 1, and there are more"),
    "fewer people than respondents": (COUNTS.format("20", "19"), "the counts sum to 39, and there are more"),
    "shares beside counts": (
        "variable,code,share,count\nsex,f,52,\nsex,m,,4800\n",
        "found shares in the rows of f",
    ),
    "a question crossed with itself": (MARGINS.replace("sex", "sex*sex"), "a question crossed with itself"),
    "a title above": (
        "Margins of 2020\n\n" + MARGINS,
        "Quote the cells that hold the separator or a line break. A",
    ),
    "utf-16": (MARGINS.encode("utf-16"), ""),
    "line ends of Windows": (MARGINS.replace("\n", "\r\n"), ""),
    "a quotation mark unclosed": (MARGINS.replace("sex,m", '"sex,m'), "quotation mark"),
    "bytes": (bytes(range(256)), "margins.csv"),
}
PUBLISHED_DAMAGED: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "the file is empty"),
    "a header": (PUBLISHED.partition("\n")[0], ""),
    "a column lost": (PUBLISHED.replace("source", "sources"), "no column source"),
    "an indicator that is not there": (PUBLISHED.replace("hours", "heures"), "no indicator 'heures'"),
    "an item that is none": (PUBLISHED.replace("sex,f", "sex,x"), "has no item 'x'"),
    "a value in words": (PUBLISHED.replace("3.1", "three"), "is not a number"),
    "a value of 1e308": (PUBLISHED.replace(",52,", ",1e308,"), ""),
    "a value that is infinite": (PUBLISHED.replace("3.1", "inf"), "is not a number"),
    "no value": (PUBLISHED.replace("3.1", ""), "no value and no note"),
    "a year of two digits": (PUBLISHED.replace("2009", "09"), "expected four digits"),
    "a year in another script": (PUBLISHED.replace("2009", "२००९"), "expected four digits"),
    "a rounding of 0": (
        PUBLISHED.replace("source", "rounding,source").replace(",rapport", ",0,rapport"),
        "rounding '0'",
    ),
    "a row twice": (PUBLISHED + PUBLISHED.splitlines()[1] + "\n", ""),
    "a short row": (PUBLISHED + "sex,f\n", "line 4"),
    "a quotation mark unclosed": (PUBLISHED + '"sex', "quotation mark"),
    "bytes": (bytes(range(256)), "published.csv"),
}
