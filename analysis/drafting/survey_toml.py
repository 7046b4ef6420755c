"""survey.toml as it is drafted, with comments that say what to complete."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, starmap

from analysis.drafting.drafted_question import Drafted, distinct, slug, some
from analysis.drafting.grouping.titles import short_of, title_of, title_of_all
from analysis.drafting.infer.column_roles import tells_who_answered
from analysis.drafting.infer.design_columns import DesignColumns
from analysis.drafting.infer.drafted_survey import DraftedSurvey
from analysis.drafting.question_toml import question_lines, question_text, scale_text
from analysis.drafting.questionnaire_structure import Bilingual
from analysis.drafting.schema_files import schema_line
from analysis.drafting.toml_writing import comment, inline, listed, quoted, table, worded
from analysis.questionnaire.kinds import kind_of

BIRTH = re.compile(r"(.*_)?(naiss\w*|nais|annais|birth\w*|born|yob|nee?)(_.*)?|.*(naissance|birth).*")
CLASSES = (
    '# jeunes = { fr = "Moins de 30 ans", en = "Under 30", below = 30 }',
    '# milieu = { fr = "30 à 59 ans", en = "30 to 59", from = 30, below = 60 }',
    '# aines = { fr = "60 ans et plus", en = "60 and over", from = 60 }',
)

NOTE = {
    "purpose": "what the survey is for",
    "population": "whom it speaks of",
    "excluded": "who of them could not answer, and how many they are",
    "frame": "the list or register the sample was drawn from",
    "recruitment": "how respondents were found and asked, and reminded",
    "incentives": "what they were given for answering",
    "producer": "who made the survey",
    "sponsor": "who paid for it",
    "mode": "online, telephone, paper, face to face",
    "languages": "in which languages it was asked",
    "weighting": "how the answers are weighted, and why so",
    "availability": "where the data and the questionnaire can be had",
    "licence": "under which licence the figures may be used",
    "contact": "whom to write to",
}

SAMPLINGS = {
    "volunteer": 'or "probability", where respondents were drawn at random',
    "probability": 'or "volunteer", where whoever wished answered',
}
MANY_QUESTIONS = 100
"""Questions from which each has a line of its own, and no table."""
OTHERS = "questions"
QUESTIONS = Bilingual("Questions", "Questions")


def survey_text(name: str, survey: DraftedSurvey) -> str:
    """The text of survey.toml."""
    years = years_text(survey.questions)
    asked = [*starmap(scale_text, survey.scales.items()), *_questions(survey), *years, *_grids(survey)]
    parts = [_head(name, survey), *asked, _indicators(survey), _note()]
    return "\n\n".join(parts) + "\n"


def _head(name: str, survey: DraftedSurvey) -> str:
    lines = [
        schema_line("survey"),
        *comment(f"Draft of the survey {name}, made from {survey.origin}. Every line can be edited."),
        *comment('Texts may be in two languages: title = { fr = "…", en = "…" }.'),
        "",
        f"title = {worded(title_of_all(survey.title) or name.replace('_', ' ').capitalize())}",
        *_identifier(survey),
        f'sampling = "{survey.sampling}"  # {SAMPLINGS[survey.sampling]}',
        f"breakdowns = {listed(survey.breakdowns)}  # questions whose answers head the columns of tables",
    ]
    if survey.markers:
        lines.append(
            f"missing = {table({'no_answer': survey.markers})}  # cells that are no answer, anywhere"
        )
    return "\n".join(
        [
            *lines,
            *_left_out(survey),
            *_unread(survey),
            *_taken(survey.taken),
            *_design(survey),
            *_kept(survey),
        ]
    )


def _identifier(survey: DraftedSurvey) -> list[str]:
    """The identifier where it is sure; one that repeats is proposed, as rows would be removed for it."""
    if survey.identifiers:
        first, *others = survey.identifiers
        remark = f"Left out, as they tell respondents apart too: {some(others)}"
        return [f"identifier = {quoted(first)}", *(comment(remark) if others else [])]
    if survey.are_children:
        return comment(
            "Rows belong to those of another table and have no identifier of their own: name what they "
            "belong to in [design], as psu."
        )
    if named := survey.met_again or survey.met_often:
        times = "every value is" if survey.met_again else "many values are"
        remark = (
            f"{some(list(named))} names respondents, and {times} met more than once: the file "
            "has a row for each answer, not for each respondent. Make it a row per respondent, with "
            "`one_row` under [file] of edition.toml, before figures are believed."
        )
        return comment(remark)
    if survey.repeated:
        remark = "Some values are met twice or blank. As the identifier, only the first row of each is kept:"
        return [*comment(remark), f"# identifier = {quoted(survey.repeated[0])}"]
    return comment('identifier = "…" names the column that tells respondents apart; none was found.')


def _left_out(survey: DraftedSurvey) -> list[str]:
    empty = f"Columns left out because they are empty: {', '.join(survey.empty)}"
    private = f"Columns left out because they may tell who answered: {', '.join(survey.private)}"
    lines = [*comment(empty if survey.empty else ""), *comment(private if survey.private else "")]
    return ["", *lines] if lines else []


def _unread(survey: DraftedSurvey) -> list[str]:
    """What of a structure is in no definition, one comment each."""
    lines = [line for remark in survey.unread for line in comment(remark)]
    return ["", *comment("Of the structure, no line below says:"), *lines] if lines else []


def _taken(design: DesignColumns) -> list[str]:
    """The design that whoever knows the survey has taken."""
    lines = design_lines(design)
    return ["", "[design]", *lines] if lines else []


def _design(survey: DraftedSurvey) -> list[str]:
    """The design is proposed and not taken: a wrong weight changes all, and poids may be kilograms."""
    design = survey.design
    lines = [] if design_lines(survey.taken) else design_lines(design)
    if not lines:
        return []
    taken = [f"Perhaps weights: {', '.join(design.weights)}."] if design.weights else []
    taken += ["Perhaps the sampling design." if not taken else "", *_reasons(design)]
    taken += ["To take it, take the # off all lines"]
    taken[-1] += (
        " and delete the question; if it is a measure, give it an indicator." if design.weights else "."
    )
    text = " ".join(filter(None, taken))
    return ["", *comment(text), "# [design]", *(f"# {line}" for line in lines)]


def design_lines(design: DesignColumns) -> list[str]:
    """The keys of [design], a line each; of replicates, from which every variance comes, no strata."""
    values = {"weight": design.weights[0] if design.weights else ""}
    if design.replicates:
        method = {"type": quoted(design.method), "columns": listed(design.replicates)}
        return [*(f"{k} = {quoted(v)}" for k, v in values.items() if v), f"replicates = {inline(method)}"]
    values |= {"strata": design.strata, "psu": design.psu}
    return [f"{name} = {quoted(column)}" for name, column in values.items() if column]


def _reasons(design: DesignColumns) -> list[str]:
    """Why the first weight and not another, and what is to be looked up of replicates."""
    apart = ", ".join(f"{column} is {why}" for column, why in design.reasons.items())
    said = [f"{design.weights[0]} is proposed: {design.countries}."] if design.countries else []
    said += [f"Of the others, {apart}."] if apart else []
    if design.replicates:
        said += [
            f"{len(design.replicates)} replicate weights: their documentation says whether they are "
            f"{design.method}, another type, or need rho or scale."
        ]
    return said


def _kept(survey: DraftedSurvey) -> list[str]:
    """Who came to the end is proposed and not taken: partial respondents may count."""
    if not survey.completions:
        return []
    kept = completion_kept(survey)
    if survey.keeps_complete:
        return ["", "[cleaning]", f"{kept}  # who came to the end"]
    proposal = "Perhaps who came to the end. To keep only them, take the # off both lines."
    return ["", *comment(proposal), "# [cleaning]", f"# {kept}"]


def completion_kept(survey: DraftedSurvey) -> str:
    """The key by which those alone are kept who came to the end."""
    name = survey.completions[0]
    return f"keep_if = {table({name: list(survey.questions[name].codes)[-1:]})}"


def _questions(survey: DraftedSurvey) -> list[str]:
    """A table for each question; of many, a line for each."""
    heading = "# ---------------------------------------------------------------- questions"
    title = "\n".join([heading, *_on_wordings(survey)])
    asked = survey.questions.items()
    if not _is_long(survey):
        return [title, *(question_text(name, question) for name, question in asked)]
    told = comment(
        "A line for each question, to look over many; one with answers of its own has a line for each key "
        'and answer. More keys go into the braces: label = "…", min = 0.'
    )
    return ["\n".join([title, *told, "", "[questions]", *chain(*starmap(question_lines, asked))])]


def _on_wordings(survey: DraftedSurvey) -> list[str]:
    """Comments on the questions whose wording the file does not have, and on those that ask for consent."""
    said = []
    if unworded := survey.unworded:
        said += comment(
            "The file calls these by the names of its columns alone; write what was asked as their text and "
            f"as their title: {some(unworded, MANY_QUESTIONS)}"
        )
    if agreed := list(survey.consents):
        said += comment(f"No indicator, as nearly all agreed, to be able to answer: {some(agreed)}")
    return said


def _is_long(survey: DraftedSurvey) -> bool:
    return len(survey.questions) >= MANY_QUESTIONS


def _grids(survey: DraftedSurvey) -> list[str]:
    """Questions that were put together, as rows of one table."""
    return [
        "\n".join([f"[grids.{name}]", f"label = {worded(text)}", f"items = {listed(items)}"])
        for name, (text, items) in survey.grids.items()
    ]


def _indicators(survey: DraftedSurvey) -> str:
    lines = [
        "# ---------------------------------------------------------------- indicators",
        *comment(
            "One per question: the share of every answer, or the mean of a number. Themes are the chapters "
            "of the report: add [themes.…] and move indicators to them. With profile = true an indicator "
            "tells who answered, and is no finding."
        ),
        *_themes(survey),
    ]
    profile = _on_who_answered(survey)
    written = {name: _indicator(question, name in profile) for name, question in survey.tabulated.items()}
    if _is_long(survey) and written:
        return "\n".join([*lines, "", "[indicators]", *(f"{n} = {inline(v)}" for n, v in written.items())])
    for name, values in written.items():
        lines += ["", f"[indicators.{name}]", *(f"{key} = {value}" for key, value in values.items())]
    return "\n".join(lines)


def _on_who_answered(survey: DraftedSurvey) -> set[str]:
    """The questions on who answers; of a grid, all of its rows or none."""
    found = {name for name, question in survey.questions.items() if tells_who_answered(question)}
    partly = [items for _, items in survey.grids.values() if not found.issuperset(items)]
    return found.difference(*partly)


def _indicator(question: Drafted, is_profile: bool) -> dict[str, str]:
    values = {
        "theme": quoted(question.theme or OTHERS),
        "title": worded(title_of(question.text)),
        **({"short": worded(short)} if (short := short_of(question)) else {}),
    }
    values |= {"statistic": quoted("mean")} if kind_of(question).is_quantity else {}
    return values | ({"profile": "true"} if is_profile else {})


def _themes(survey: DraftedSurvey) -> list[str]:
    """The chapters of the questionnaire, and one for questions that are in none."""
    used = {question.theme for question in survey.tabulated.values()}
    titles = {name: text for name, text in survey.themes.items() if name in used}
    titles |= {OTHERS: QUESTIONS} if "" in used or not titles else {}
    return [
        line for name, text in titles.items() for line in ("", f"[themes.{name}]", f"title = {worded(text)}")
    ]


def _note() -> str:
    lines = [
        "# ---------------------------------------------------------------- methodology note",
        *comment("What the report must state. Complete a line and take its # off."),
        "",
        "[note]",
        *(f'# {field} = ""  # {meaning}' for field, meaning in NOTE.items()),
    ]
    return "\n".join(lines)


def years_text(questions: Mapping[str, Drafted]) -> list[str]:
    """Commented derived variables, one part per question that is a year."""
    taken = [*questions]
    parts = []
    for name, question in questions.items():
        if question.is_year:
            is_birth = any(BIRTH.fullmatch(slug(said)) for said in (question.column, question.text))
            derived = distinct("age" if is_birth else f"{name}_years", taken)
            classes = distinct("age_class", taken)
            taken += [derived, classes] if is_birth else [derived]
            parts.append("\n".join(_age(name, derived, classes) if is_birth else _since(name, derived)))
    return parts


def _age(name: str, derived: str, classes: str) -> list[str]:
    return [
        *comment(
            f"A mean year says little: {name} has no indicator. Take the # off for ages and their classes."
        ),
        f"# [derived.{derived}]",
        f"# years_since = {quoted(name)}",
        '# label = { fr = "Âge", en = "Age" }',
        f"# [derived.{classes}]",
        f"# classes_of = {quoted(derived)}",
        '# label = { fr = "Classe d\'âge", en = "Age class" }',
        f"# [derived.{classes}.codes]",
        *CLASSES,
    ]


def _since(name: str, derived: str) -> list[str]:
    return [
        *comment(f"A mean year says little: {name} has no indicator. Take the # off for the years since."),
        f"# [derived.{derived}]",
        f"# years_since = {quoted(name)}",
        f"# label = {worded(Bilingual(f'Années depuis ({name})', f'Years since ({name})'))}",
    ]
