"""Why two editions cannot be compared: a question that differs, a figure that the weighting fixes, other
respondents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.questionnaire import Edition, Indicator, Label, Note, Survey
from analysis.questionnaire.editorial_marks import is_context
from analysis.questionnaire.fixed_words import Merges
from analysis.results import MARGINS

OTHER_ANSWERS = Label("réponses proposées différentes", "other answers offered")
COUNTED_TOGETHER = Label("groupes comptés ensemble autrement", "groups counted together in another way")
OTHER_QUESTION = Label("posée directement ou dérivée selon l'édition", "asked directly in one edition only")
OF_RESPONDENTS = Label(
    "un total des répondants, qui suit leur nombre", "a total of the respondents, which follows their number"
)
FIXED = Label("chiffre fixé par le redressement", "a figure that the weighting fixes")
OTHER_WEIGHTING = Label(
    "redressement différent : {earlier}, puis {later}", "other weighting: {earlier}, then {later}"
)
UNWEIGHTED = Label("aucune variable", "no variable")
OTHER_NOTES = {
    "population": Label("population décrite autrement", "population described otherwise"),
    "mode": Label("mode de collecte décrit autrement", "mode of collection described otherwise"),
    "recruitment": Label("recrutement décrit autrement", "recruitment described otherwise"),
}
"""What of the methodology note differs between editions whose respondents cannot be compared."""


def series_breaks(
    indicator: Indicator, breakdown: str, editions: Sequence[Edition], survey: Survey
) -> list[Label]:
    """The reasons why two editions cannot be compared in a breakdown; an empty list where they can.

    editions: the earlier, those between, and the later. A break counts for everything that rests on the
    question: the indicator's variables, its population, its breakdown, and what these derive from. It lies
    between the edition that declares it and the one before.
    """
    earlier, later = editions[0], editions[-1]
    names = _rests_on(_named(indicator, breakdown, survey), survey)
    declared = [e.breaks[name] for e in editions[1:] for name in (indicator.name, *names) if name in e.breaks]
    return list(dict.fromkeys(declared)) or _found(names, earlier, later, survey)


def _found(names: Sequence[str], earlier: Edition, later: Edition, survey: Survey) -> list[Label]:
    """What the definitions of two editions tell of a break that none declares."""
    reasons = []
    coded = [name for name in names if survey.questions[name].codes]
    if any(_offered(name, earlier, survey) != _offered(name, later, survey) for name in coded):
        reasons.append(OTHER_ANSWERS)
    derived = [name for name in names if survey.questions[name].derivation]
    if any((name in earlier.columns) != (name in later.columns) for name in derived):
        reasons.append(OTHER_QUESTION)
    return reasons


def counted_otherwise(indicator: Indicator, breakdown: str, merges: Sequence[Merges], survey: Survey) -> bool:
    """Whether an indicator in a breakdown counts other respondents in two editions, as small groups are
    counted with others in one of them alone: in its groups, in its population, or in its answers."""
    earlier, later = merges
    among = dict(survey.populations[indicator.population].among) if indicator.population else {}
    chosen = {indicator.variable: indicator.answers} if indicator.answers else {}
    for name in _named(indicator, breakdown, survey):
        own, other = earlier.get(name, {}), later.get(name, {})
        codes = [each[name] for each in (chosen, among) if name in each]
        is_split = name in (breakdown, indicator.denominator) or not codes
        if own != other and is_split:
            return True
        if any(_counted(survey, name, each, own) != _counted(survey, name, each, other) for each in codes):
            return True
    return False


def _counted(survey: Survey, name: str, codes: Iterable[str], merged: Mapping[str, str]) -> set[str]:
    """The codes of a variable whose respondents are counted among some of its codes."""
    named = set(codes)
    return {code for code in survey.questions[name].codes if merged.get(code, code) in named}


def _named(indicator: Indicator, breakdown: str, survey: Survey) -> list[str]:
    """The variables of an indicator in the groups of a breakdown."""
    among = survey.populations[indicator.population].among if indicator.population else {}
    named = (indicator.variable, indicator.denominator or "", *among, breakdown)
    return [name for name in named if name in survey.questions]


def _rests_on(names: Iterable[str], survey: Survey) -> list[str]:
    """The variables and, step by step, those that they derive from."""
    found: dict[str, None] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = None
            derivation = survey.questions[name].derivation
            waiting += derivation.sources if derivation else ()
    return list(found)


def _offered(name: str, edition: Edition, survey: Survey) -> frozenset[str]:
    """The answers that an edition can give to a question: its own codes read as the survey's."""
    recoded = edition.recode.get(name, {})
    codes = survey.questions[name].codes
    return frozenset({code for code in codes if code not in recoded} | set(recoded.values()))


def profile_reasons(indicator: Indicator, earlier: Edition, later: Edition, survey: Survey) -> list[Label]:
    """Why a figure that tells who answered is no trend; an empty list where it is one, or tells no more.

    It is none where the two editions are weighted on other variables, which a design of some is not, or where
    their notes describe the population, the mode of collection or the recruitment otherwise.
    """
    if not is_context(survey, (earlier, later), indicator):
        return []
    weightings = [weighted_on(edition, survey) for edition in (earlier, later)]
    found = (
        []
        if survey.design_of(indicator.population) or set(weightings[0]) == set(weightings[1])
        else [_other_weighting(weightings[0], weightings[1], survey)]
    )
    notes = [_note(edition.note, survey.note) for edition in (earlier, later)]
    return found + [label for name, label in OTHER_NOTES.items() if notes[0][name] != notes[1][name]]


def weighted_on(edition: Edition, survey: Survey) -> tuple[str, ...]:
    """The variables that an edition is weighted on: those of its margins, the name of their file where no
    variable is known, and that of its classes of nonresponse."""
    weighting = edition.weighting or survey.weighting
    margins = () if weighting.calibration == "none" else weighting.variables or (MARGINS.name,)
    return tuple(dict.fromkeys((*margins, *filter(None, [weighting.nonresponse]))))


def _note(own: Note, shared: Note) -> dict[str, Label | None]:
    return {name: getattr(own, name) or getattr(shared, name) for name in OTHER_NOTES}


def _other_weighting(earlier: Sequence[str], later: Sequence[str], survey: Survey) -> Label:
    def named(variables: Sequence[str], language: str) -> str:
        labels = [
            survey.questions[name].label.to(language) if name in survey.questions else name
            for name in variables
        ]
        return ", ".join(label[:1].lower() + label[1:] for label in labels) or UNWEIGHTED.to(language)

    texts = [
        OTHER_WEIGHTING.to(language).format(earlier=named(earlier, language), later=named(later, language))
        for language in ("fr", "en")
    ]
    return Label(*texts)
