"""Columns with a part of their own: who answered, with which weight, what breaks results down, paradata."""

from __future__ import annotations

import re
from collections.abc import Iterable

from analysis.drafting.cells.cell_contents import LEADING_ZERO, single_of_values
from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.drafted_question import Drafted, is_plain_choice, slug
from analysis.drafting.infer.column_families import WORDS
from analysis.questionnaire.kinds import kind_of

IDENTIFIER = re.compile(
    r"(.*_)?(id|ident|identifiant|identifier|uuid|guid|token|jeton|numero|respondent|respondant|repondant|"
    r"participant)(_.*)?|.*id|(num|record|case|resp|serial)_?(no|num|number|id)|no|num|key|cle|ref|case|record"
)
WEIGHT = re.compile(
    r"(.*_)?(weights?|wts?|wgts?|poids|ponderation|coef|coeff|coefficient|redressement)(_.*)?|"
    r"w\d*|pond.*|p?weight\d*"
)
PROFILE = re.compile(
    r"sexe?|gender|genre|age|secteur|sector|region|taille|size|budget|diplome|edu|educ|education|nivetud|"
    r"csp|pcs|role|fonction|occup|departement|pays|country|homme|femme|man|woman|male|female"
)
COMPLETE = re.compile(r"(is_)?(complete|completed|finished|reached_end|complet|termine|fini)")
MOST_BREAKDOWNS = 4
LONGEST_TITLE = 60
LEAST_GROUPS, MOST_GROUPS = 2, 8

PRIVATE = re.compile(
    r"ipaddr|adresse_ip|ip_address|refurl|url_de_reference|referrer_url|token|seed|tete_de_serie"
)
LAST_PAGE = re.compile(r"lastpage|last_page|derniere_page")
TIMES = re.compile(r"interviewtime|grouptime_?\d+|temps_total|total_time|[a-z]+\d\w*time")
OTHERS = re.compile(
    r"submitdate|startdate|datestamp|startlanguage|date_submitted|start_language|date_started|date_last_action|"
    r"date_de_soumission|langue_de_depart|date_de_lancement|date_de_la_derniere_action"
)
OF_FORMS = re.compile(
    r"_(uuid|submission_time|validation_status|notes|status|tags|index)|__version__|formhub/uuid|"
    r"(meta[/.:-])?(instanceID|instanceName|rootUuid|deprecatedID)|SubmissionDate|ReviewState|Edits|FormVersion|"
    r"Attachments(Present|Expected)"
)
"""The columns that KoboToolbox and ODK add, as they write them."""
PRIVATE_OF_FORMS = re.compile(r"_submitted_by|_geolocation|Submitter(ID|Name)|DeviceID|deviceid|username")
UNSURE = ("token", "seed", "startdate")
"""Names that a questionnaire may have too: paradata beside surer names only."""
MOST_PAGES = 200


def identifiers(profiles: list[Profile]) -> list[str]:
    """Columns that tell respondents apart, the likeliest first: named so, another value in every row."""
    distinct = [profile for profile in profiles if profile.values and _is_distinct(profile)]
    named = [p.column for p in distinct if IDENTIFIER.fullmatch(slug(p.column)) and _has_no_fraction(p)]
    ranks = [p.column for p in distinct if p.column not in named and _is_rank(p)]
    return [*named, *ranks]


def repeated_identifiers(profiles: list[Profile]) -> list[str]:
    """Columns named like an identifier in which a value in ten at most is met again or blank."""
    return [
        profile.column
        for profile in profiles
        if IDENTIFIER.fullmatch(slug(profile.column))
        and not profile.described.codes
        and _has_no_fraction(profile)
        and len(profile.values) >= max(20, 0.9 * (profile.answered + profile.without_answer))
    ]


def _is_distinct(profile: Profile) -> bool:
    complete = not profile.without_answer and not profile.described.codes
    return complete and len(profile.values) == profile.answered


def _has_no_fraction(profile: Profile) -> bool:
    return not any(re.fullmatch(r"-?\d*[.,]\d+", value) for value in profile.values)


def _is_rank(profile: Profile) -> bool:
    """1, 2, 3 … or 0, 1, 2 … down the file, of enough rows that it is no answer."""
    first = 0 if "0" in profile.values else 1
    ranks = {str(number) for number in range(first, first + profile.answered)}
    return profile.answered >= 20 and profile.values.keys() == ranks


def weights(profiles: list[Profile], questions: list[Drafted]) -> list[str]:
    """Columns named like a weight whose values are numbers of 0 or more, and not all whole."""
    numeric = {question.column for question in questions if kind_of(question).is_quantity}
    return [
        profile.column
        for profile in profiles
        if profile.column in numeric
        and WEIGHT.fullmatch(slug(profile.column))
        and not any(value.startswith("-") or LEADING_ZERO.fullmatch(value) for value in profile.values)
        and any(not value.isdecimal() for value in profile.values)
    ]


def breakdowns(named: dict[str, Drafted]) -> list[str]:
    """Questions of two to eight answers: those on who answered first, then the first of the file.

    Scales are opinions, but for those on who answered, such as classes of age.
    """
    fitting = {
        name: question
        for name, question in named.items()
        if (is_plain_choice(question) or (kind_of(question).is_coded and _is_profile(question)))
        and not question.scale
        and name not in completions(named)
        and LEAST_GROUPS <= len(question.codes) <= MOST_GROUPS
    }
    telling = [name for name, question in fitting.items() if _is_profile(question)]
    others = [name for name in fitting if name not in telling]
    chosen = telling[:MOST_BREAKDOWNS] if len(telling) > 1 else [*telling, *others][:2]
    return [name for name in named if name in chosen]


def _is_profile(question: Drafted) -> bool:
    """Whether the name, a short text or the answers speak of who answers."""
    spoken = [question.wanted_name, *question.codes.values()]
    spoken += [question.text] if len(question.text) <= LONGEST_TITLE else []
    words = {word for text in spoken for word in slug(text).split("_")}
    return any(PROFILE.fullmatch(word) for word in words)


def completions(named: dict[str, Drafted]) -> list[str]:
    """Single questions of two answers that say, by their name, whether a respondent came to the end."""
    return [
        name
        for name, question in named.items()
        if is_plain_choice(question)
        and {code.casefold() for code in question.codes} in [{"0", "1"}, *map(set, WORDS)]
        and COMPLETE.fullmatch(name)
    ]


def paradata(columns: Iterable[str]) -> set[str]:
    """The columns named as software names its own, where enough of them are there to be sure."""
    there = list(columns)
    patterns = (PRIVATE, LAST_PAGE, TIMES, OTHERS)
    found = {column for column in there if any(each.fullmatch(slug(column)) for each in patterns)}
    found = found if any(slug(column) not in UNSURE for column in found) else set()
    of_forms = {column for column in there if OF_FORMS.fullmatch(column)}
    private = {column for column in there if of_forms and PRIVATE_OF_FORMS.fullmatch(column)}
    return found | of_forms | private


def is_private(column: str) -> bool:
    """Whether a column of paradata tells where or through what a respondent came."""
    return any(each.fullmatch(name) for each, name in ((PRIVATE, slug(column)), (PRIVATE_OF_FORMS, column)))


def is_last_page(column: str) -> bool:
    """Whether the column says how far a respondent came."""
    return LAST_PAGE.fullmatch(slug(column)) is not None


def with_pages_as_codes(question: Drafted, profile: Profile) -> Drafted:
    """The last page seen as a single question, so that respondents can be kept by it."""
    are_pages = len(profile.values) <= MOST_PAGES and all(
        value.lstrip("-").isdecimal() for value in profile.values
    )
    if is_last_page(profile.column) and kind_of(question).is_quantity and are_pages:
        return single_of_values(profile)
    return question
