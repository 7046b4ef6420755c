"""Keys that are unknown, or have the wrong type, each with the beginning of its message."""

from __future__ import annotations

Q = "[questions.a]\n"

FAULTY = [
    ("title = 3.5", "title: expected a text or { fr = "),
    ("title = { de = 'x' }", "title: expected a text or { fr = "),
    ("title = { fr = 1 }", "title: expected a text or { fr = "),
    ("title = {}", "title: expected a text or { fr = "),
    ("sampling = 'probabilty'", "sampling: expected one of volunteer, probability; found 'probabilty' (did"),
    ("breakdowns = [1.5]", "breakdowns: expected a list of texts, found [1.5]"),
    ("breakdowns = true", "breakdowns: expected a list of texts, found True"),
    ("missing = { refus = ['9'] }", "missing.refus: unknown key (did you mean 'refused'?)"),
    ("questions = 3", "questions: expected a table, found 3"),
    ("[questions]\na = 3", "questions.a: expected a table, found 3"),
    (Q, "questions.a.type: expected one of single, numeric, scale, multiple, text, date; found nothing"),
    (Q + "type = 'text'\nmin = '3'", "questions.a.min: expected a number, found '3'"),
    (Q + "type = 'text'\nmin = true", "questions.a.min: expected a number, found True"),
    (Q + "type = 'text'\nrequired = 1", "questions.a.required: expected true or false, found 1"),
    (Q + "type = 'text'\ntexte = 'x'", "questions.a.texte: unknown key (did you mean 'text'?)"),
    (Q + "type = 'text'\ncodes = ['1']", "questions.a.codes: expected a table, found ['1']"),
    (Q + "type = 'single'\ncodes = { 1 = 2 }", "questions.a.codes.1: expected a text or { fr = "),
    (Q + "type = 'scale'\nscores = { 1 = 'x' }", "questions.a.scores.1: expected a number, found 'x'"),
    (Q + "type = 'scale'\nscores = { 1 = true }", "questions.a.scores.1: expected a number, found True"),
    (Q + "type = 'single'\nscale = 'x'", "questions.a.scale: no [scales.x]; known scales: fr:dep"),
    (Q + "type = 'text'\nasked_if = ['b']", "questions.a.asked_if: expected { question = "),
    (Q + "type = 'text'\nasked_if = { b = true }", "questions.a.asked_if.b: expected a list of texts, found"),
    (Q + "type = 'multiple'\nempty = 'no'", "questions.a.empty: expected one of no_answer, not_ticked;"),
    (
        Q + "type = 'multiple'\ncodes = { 1 = 'x' }\ncolumns = { 2 = 'x' }",
        "questions.a.columns.2: code '2' is not among the answers: 1",
    ),
    (
        Q + "type = 'single'\ncodes = { 9 = 'x' }\nmissing = { refused = ['9'] }",
        "questions.a.missing.refused: code '9' is also an answer; leave it in one of the two",
    ),
    ("[questions.A]\ntype = 'text'", "questions.A: a name has lower case letters, digits and _"),
    ("[questions.weight]\ntype = 'text'", "questions.weight: a name of the project's own"),
    (Q + "type = 'text'\n[derived.a]\nyears_since = 'a'", "derived.a: a question has this name; give the"),
    (
        "[derived.b]\nlabel = 'x'",
        "derived.b: expected exactly one of years_since, age_on, year_of, classes_of",
    ),
    (
        "[derived.b]\nyears_since = 'a'\ncount_of = 'a'",
        "derived.b: expected exactly one of years_since, age_on",
    ),
    (
        "[derived.b]\nclasses_of = 'a'\ncodes.x = { fr = 'x' }",
        "derived.b.codes.x: expected `from` (included),",
    ),
    ("[themes.a]\ntitel = 'x'", "themes.a.titel: unknown key (did you mean 'title'?)"),
    ("[indicators.a]\nstatistic = 'average'", "indicators.a.statistic: expected one of share, mean, median"),
    ("[indicators.a]\ndivide_by = 0", "indicators.a.divide_by: expected a number"),
    ("[indicators.a]\nbreakdown = ['x']", "indicators.a.breakdown: unknown key (did you mean 'breakdowns'?)"),
    ("[design]\nsingle_psu = 'x'", "design.single_psu: expected one of fail, adjust, average, certainty"),
    (
        "[weighting]\ncalibration = 'greg'",
        "weighting.calibration: expected one of none, raking, linear",
    ),
    ("[cleaning]\nduplicates = 'last'", "cleaning.duplicates: expected one of first, keep; found 'last'"),
    ("[publication]\nlevel = 95", "publication.level: expected a confidence level from 0.5 to below 1"),
    (
        "[publication]\nconfidential_below = -5",
        "publication.confidential_below: expected the least number of respondents that is shown, 0 to show",
    ),
    (
        "[questions.m]\ntype = 'multiple'\ncodes.a = 'A'\ndelimiter = ''",
        "questions.m.delimiter: expected what stands between the codes of a cell",
    ),
    ("[publication]\nconfidential_below = 1.5", "publication.confidential_below: expected a whole number"),
    ("[publication]\ninterval = 'wald'", "publication.interval: expected one of logit, korn-graubard,"),
    (
        "called.fr = ['bénévole', 'bénévoles']",
        'called.fr: expected the singular with its article and the plural, such as ["une association", ',
    ),
    ("called.de = ['x']", "called.de: unknown key. Known here: en, fr"),
    (
        "[populations.p]\ncalled.en = ['a leader']",
        "populations.p.called.en: expected the singular with its article and the plural",
    ),
    (
        "[questions.m]\ntype = 'single'\ncodes.a = 'A'\nwithin.a = { fr = ['a', 'b', 'c'] }",
        "questions.m.within.a.fr: expected what is said of a group that comes first and after another",
    ),
    ("[note]\nsponsors = 'x'", "note.sponsors: unknown key (did you mean 'sponsor'?)"),
    ("sampling = 3.5", "sampling: expected one of volunteer, probability; found 3.5"),
    ("sampling = ''", "sampling: expected one of volunteer, probability; found ''"),
    (
        Q + "type = 'text'\nname = 'b'",
        "questions.a.name: unknown key. Known here: affixes, aside, asked_if",
    ),
    (
        Q + f"type = 'numeric'\nmin = {10**400}",
        "questions.a.min: expected a number below 1e+15 in size, found",
    ),
    (
        Q + "type = 'scale'\nrank = 10_000_000_000_000_000",
        "questions.a.rank: expected a whole number below 1e",
    ),
    (
        Q + "type = 'single'\ncolumns = { 1 = 'x' }",
        "questions.a.columns: only a multiple question with a column for each answer has them",
    ),
    (
        "[derived.b]\nclasses_of = 'a'\ncodes.x = { below = 1, of = ['1'] }",
        "derived.b.codes.x.of: unknown key. Known here: below, en, fr, from",
    ),
    (
        "[derived.b]\ngroups_of = 'a'\ncodes.x = { below = 1, of = ['1'] }",
        "derived.b.codes.x.below: unknown key. Known here: en, fr, of",
    ),
]

FAULTY_EDITIONS = [
    ("", "file.name: expected the name of the answers file, in the folder of the edition"),
    ("file.name = '../a.csv'", "file.name: expected a file in the folder of the edition, found the path"),
    ("file = { name = 'a.csv', decimal = ';' }", 'file.decimal: expected "," or ".", found'),
    (
        "file = { name = 'a.csv', separator = ';;' }",
        "file.separator: expected one character",
    ),
    ("file = { name = 'a.csv', encodng = 'x' }", "file.encodng: unknown key (did you mean 'encoding'?)"),
    (
        "file.name = 'a'\nfieldwork.start = '2020-01-01'",
        "fieldwork.start: expected a date such as 2009-03-10, without quotes",
    ),
    (
        "file.name = 'a'\nfieldwork = { start = 2020-02-01, end = 2020-01-01 }",
        "fieldwork.end: fieldwork ends on 2020-01-01, before it starts on 2020-02-01",
    ),
    (
        "file.name = 'a'\nreference_year = 0",
        "reference_year: expected the year that ages are counted to, such as 2009; found 0",
    ),
    ("file.name = 'a'\ninvited = 10.5", "invited: expected a whole number, found 10.5"),
    ("file.name = 'a'\ncolumns.a = true", "columns.a: expected the name of a column, found True"),
    ("file.name = 'a'\nrecode.a = 'x'", "recode.a: expected a table, found 'x'"),
    ("file.name = 'a'\nweigthing = {}", "weigthing: unknown key (did you mean 'weighting'?)"),
]
