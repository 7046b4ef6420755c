"""Columns with a part of their own: who answered, what breaks results down, who came to the end."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence

from analysis.drafting.cells.cell_contents import FIRST_YEAR, LAST_YEAR
from analysis.drafting.cells.closed_answers import WORDS, single_of_values
from analysis.drafting.cells.column_profiles import Profile
from analysis.drafting.drafted_question import Drafted, columns_of, is_plain_choice, slug
from analysis.drafting.infer.software_columns import is_last_page
from analysis.questionnaire.kinds import kind_of

IDENTIFIER = re.compile(
    r"(.*_)?(id|ident|identifiant|identifier|uuid|guid|token|jeton|numero|respondent|respondant|repondant|"
    r"participant)(_.*)?|.*id|(num|record|case|resp|serial)_?(no|num|number|id)|no|num|key|cle|ref|case|record"
)
OF_A_PERSON = re.compile(
    r"(.*_)?(nom|noms|prenom|prenoms|name|surname|firstname|lastname|e_?mails?|courriel|mel|telephone|tel|"
    r"phone|portable|mobile)(_.*)?"
)
"""What names somebody and is in no file that is written: no identifier, though it differs for each."""
PROFILE = re.compile(
    r"sexe?|gender|genre|civilite|age|secteur|sector|region|taille|size|budget|diplome|edu|educ|education|nivetud|"
    r"csp|pcs|role|fonction|occup|departement|pays|country|homme|femme|man|woman|male|female"
)
OF_PERSONS = re.compile(
    r"qualif|qualification|citizen|citizenship|citoyennete|nationalite|nationality|hispanic|ethnicity|ethnie|"
    r"marital|matrimoniale?|profession|born|naissance"
)
"""What more is asked of who answers, and heads no table unasked."""
PLACES = frozenset(("state", "province", "ville", "city", "commune", "race"))
"""Names that say so alone, and not in a sentence."""
OF_GENDER = re.compile(r"(une?_)?(femmes?|hommes?)|(wo)?m[ae]n|(fe)?male")
WORDS_OF_PROFILE = 6
"""Words up to which a question that speaks of who answers asks nothing else."""
COMPLETE = re.compile(r"(is_)?(complete|completed|finished|reached_end|complet|termine|fini)")
CONSENT = re.compile(
    r"(^|_)(consent\w*|rgpd|gdpr|(j|nous)_accept\w*|(j|nous)_autoris\w*|(i|we)_(agree|accept|consent)|"
    r"accept\w*_(vous_)?(que|les_conditions|le_traitement|de_participer|to_(participate|take_part))|"
    r"agree_to_(participate|take_part)|donnees_(personnelles|a_caractere_personnel)|personal_data|"
    r"(politique_de_confidentialite|privacy_(policy|notice|statement)|mentions_legales|terms_(and|of|&)\w*))(_|$)"
)
MOSTLY_GIVEN = 0.9
"""The part of answers that say the same where nobody could answer without."""
MOST_BREAKDOWNS = 4
LONGEST_TITLE = 60
LEAST_GROUPS, MOST_GROUPS = 2, 8

LEAST_RANKS = 20
ROWS_EACH = 1.25
"""Rows for each value of an identifier from which on they are no slips: a row is something else."""
TOKEN = re.compile(r"(?=.*\d)[0-9a-fA-F-]{16,}|R_\w{10,}")
MOST_PAGES = 200


def identifiers(profiles: list[Profile], about: Container[str] = ()) -> list[str]:
    """Columns that tell respondents apart, the likeliest first: named so, another value in every row.

    Columns `about` how answers came in, such as times, may have another value in every row too.
    """
    distinct = [
        profile
        for profile in profiles
        if profile.values and _is_distinct(profile) and not OF_A_PERSON.fullmatch(slug(profile.column))
    ]
    named = [p.column for p in distinct if IDENTIFIER.fullmatch(slug(p.column)) and _has_no_fraction(p)]
    free = [p for p in distinct if p.column not in named and p.column not in about]
    return [*named, *(p.column for p in free if _is_rank(p) or _are_tokens(p))]


def several_rows_each(profiles: list[Profile]) -> list[str]:
    """Columns named like an identifier whose values are all met again: a row for each answer, not for each
    respondent."""
    return [p.column for p in _naming_rows(profiles) if min(p.values.values()) > 1]


def met_often(profiles: list[Profile]) -> list[str]:
    """Columns named like an identifier of which many values are met again, too many for slips, and not
    all."""
    named = [p for p in _naming_rows(profiles) if min(p.values.values()) == 1]
    return [p.column for p in named if p.answered >= ROWS_EACH * len(p.values)]


def _naming_rows(profiles: list[Profile]) -> list[Profile]:
    """Columns named like an identifier, filled in every row, with many values and no labels."""
    return [
        profile
        for profile in profiles
        if IDENTIFIER.fullmatch(slug(profile.column))
        and not profile.without_answer
        and not profile.described.codes
        and len(profile.values) >= LEAST_RANKS
    ]


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
    """Whole numbers one after the other down the file, of enough rows that they are no answer."""
    if profile.answered < LEAST_RANKS or not all(value.isdecimal() for value in profile.values):
        return False
    numbers = [int(value) for value in profile.values]
    are_years = min(numbers) >= FIRST_YEAR and max(numbers) <= LAST_YEAR
    starts_a_list = min(numbers) in (0, 1) or (min(numbers) > profile.answered and not are_years)
    return starts_a_list and max(numbers) - min(numbers) == profile.answered - 1


def _are_tokens(profile: Profile) -> bool:
    """Long keys of letters and digits, as software makes them."""
    return profile.answered >= LEAST_RANKS and all(map(TOKEN.fullmatch, profile.values))


def breakdowns(named: dict[str, Drafted]) -> list[str]:
    """Questions of two to eight answers: those on who answered first, then the first of the file.

    Scales are opinions, but for those on who answered, such as classes of age.
    """
    ends = set(completions(named))
    fitting = {
        name: question
        for name, question in named.items()
        if (is_plain_choice(question) or (kind_of(question).is_coded and _is_profile(question)))
        and not question.scale
        and name not in ends
        and LEAST_GROUPS <= len(question.codes) <= MOST_GROUPS
    }
    telling = [name for name, question in fitting.items() if _is_profile(question)]
    others = [name for name in fitting if name not in telling and not fitting[name].is_ordered]
    chosen = chosen_breakdowns(telling, others)
    return [name for name in named if name in chosen]


def chosen_breakdowns(telling: Sequence[str], others: Sequence[str]) -> list[str]:
    """Of the questions that break down: some of those on who answered, or two where these are fewer."""
    return [*telling[:MOST_BREAKDOWNS]] if len(telling) > 1 else [*telling, *others][:2]


def _is_profile(question: Drafted) -> bool:
    """Whether the name, a short text or the answers speak of who answers."""
    spoken = [question.wanted_name, *question.codes.values()]
    spoken += [question.text] if len(question.text) <= LONGEST_TITLE else []
    return speaks_of_respondents(spoken)


def tells_who_answered(question: Drafted) -> bool:
    """Whether a question is but one on who answers, as its name, a text of few words or its answers say."""
    few = question.text if len(slug(question.text).split("_")) <= WORDS_OF_PROFILE else ""
    is_named = len(slug(question.wanted_name).split("_")) <= WORDS_OF_PROFILE
    of_persons = [*question.codes.values()] if kind_of(question).is_coded else []
    name = question.wanted_name if is_named else ""
    words = {word for said in (name, few) for word in slug(said).split("_")}
    return (
        slug(question.wanted_name) in PLACES
        or any(PROFILE.fullmatch(word) or OF_PERSONS.fullmatch(word) for word in words)
        or any(map(OF_GENDER.fullmatch, map(slug, of_persons)))
    )


def speaks_of_respondents(texts: Iterable[str]) -> bool:
    """Whether the texts of a question, its name and its answers speak of who answers."""
    words = {word for text in texts for word in slug(text).split("_")}
    return any(PROFILE.fullmatch(word) for word in words)


def completions(named: dict[str, Drafted]) -> list[str]:
    """Single questions of two answers of which the name or the text says whether someone came to the end."""
    return [
        name
        for name, question in named.items()
        if is_plain_choice(question)
        and {code.casefold() for code in question.codes} in [{"0", "1"}, *map(set, WORDS)]
        and (COMPLETE.fullmatch(name) or COMPLETE.fullmatch(slug(question.text)))
    ]


def consents(named: Mapping[str, Drafted], profiles: Iterable[Profile]) -> tuple[str, ...]:
    """The boxes and questions of two answers at most by which respondents agree to answer, as nearly all say
    the same under such a wording."""
    held = {profile.column: profile for profile in profiles}
    return tuple(
        name
        for name, question in named.items()
        if len(columns_of(question)) == 1
        and kind_of(question).is_coded
        and any(CONSENT.search(slug(said)) for said in (question.wanted_name, question.text))
        and _say_the_same(held.get(columns_of(question)[0]))
    )


def _say_the_same(profile: Profile | None) -> bool:
    if profile is None or not 0 < len(profile.values) <= LEAST_GROUPS:
        return False
    return max(profile.values.values()) >= MOSTLY_GIVEN * profile.answered


def with_pages_as_codes(question: Drafted, profile: Profile) -> Drafted:
    """The last page seen as a single question, so that respondents can be kept by it."""
    are_pages = len(profile.values) <= MOST_PAGES and all(
        value.lstrip("-").isdecimal() for value in profile.values
    )
    if is_last_page(profile.column) and kind_of(question).is_quantity and are_pages:
        return single_of_values(profile)
    return question
