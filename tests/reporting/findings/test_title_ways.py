"""The titles of groups that differ: every way as a case, in both languages, with and without phrases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis.questionnaire import Label, Noun
from analysis.questionnaire.fixed_words import Verb, Within
from analysis.reporting.findings.finding_record import Finding
from analysis.reporting.findings.finding_sentences import finding_text
from analysis.reporting.findings.group_phrases import group_name
from analysis.reporting.findings.title_ways import ways_of
from analysis.reporting.language.voice import Voice
from analysis.results.indicator_rows import IndicatorRow
from tests.plain_spaces import plain
from tests.reporting.findings.made_findings import changes, in_order, of_groups

Make = Callable[..., IndicatorRow]
FULL = [
    ("words_high", "fr", "Chez les femmes, six répondants sur dix se disent bien accueillis"),
    ("words_high", "en", "Among women, six in ten respondents feel well received"),
    ("words_low", "fr", "Avec les hommes, trois répondants sur dix se disent bien accueillis"),
    ("words_low", "en", "With men, three in ten respondents feel well received"),
    (
        "words_both",
        "fr",
        "Chez les femmes, six répondants sur dix se disent bien accueillis, contre trois sur dix avec eux",
    ),
    (
        "words_both",
        "en",
        "Among women, six in ten respondents feel well received, against three in ten with them",
    ),
    (
        "times",
        "fr",
        "Les répondants se disent deux fois plus souvent bien accueillis chez les femmes qu’avec eux",
    ),
    ("times", "en", "Respondents feel well received twice as often among women as with them"),
    ("often", "fr", "Les répondants se disent plus souvent bien accueillis chez les femmes qu’avec eux"),
    ("often", "en", "Respondents feel well received more often among women than with them"),
    ("less", "fr", "Avec les hommes, les répondants se disent moins souvent bien accueillis que chez elles"),
    ("less", "en", "With men, respondents feel well received less often than among them"),
    (
        "rarer",
        "fr",
        "Avec les hommes, les répondants qui se disent bien accueillis sont plus rares que chez elles",
    ),
    ("rarer", "en", "With men, respondents who feel well received are rarer than among them"),
    (
        "it_is",
        "fr",
        "C’est chez les femmes davantage qu’avec eux que les répondants se disent bien accueillis",
    ),
    ("it_is", "en", "It is among women, more than with them, that respondents feel well received"),
    ("brief", "fr", "Chez les femmes, 60 % se disent bien accueillis ; avec eux, 30 %"),
    ("brief", "en", "Among women, 60% feel well received; with them, 30%"),
    ("pair", "fr", "60 % chez les femmes et 30 % avec eux se disent bien accueillis"),
    ("pair", "en", "60% among women and 30% with them feel well received"),
    ("figures", "fr", "Chez les femmes, 60 % des répondants se disent bien accueillis, contre 30 % avec eux"),
    ("figures", "en", "Among women, 60% of respondents feel well received, against 30% with them"),
]


@pytest.mark.parametrize(("way", "language", "title"), FULL)
def test_groups_with_phrases_are_said_in_each_way(
    way: str, language: str, title: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    voice = phrased[language]
    said = dict(ways_of(voice, of_groups(voice, estimate), changes(estimate, 9.0)))
    assert plain(said[way]) == title


ATTACHED = [
    (
        "times",
        "fr",
        "Avec les hommes, les répondants se disent deux fois plus souvent bien accueillis que chez",
    ),
    ("times", "en", "With men, respondents feel well received twice as often as among them"),
    ("often", "fr", "Avec les hommes, les répondants se disent plus souvent bien accueillis que chez elles"),
    ("often", "en", "With men, respondents feel well received more often than among them"),
    ("less", "fr", "Les répondants se disent moins souvent bien accueillis chez les femmes qu’avec eux"),
]


@pytest.mark.parametrize(("way", "language", "title"), ATTACHED)
def test_a_group_that_would_be_read_with_the_noun_before_it_comes_first(
    way: str, language: str, title: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    voice = phrased[language]
    finding = of_groups(voice, estimate)
    men, women = (replace(row, group=group) for row, group in zip(finding.groups, "21", strict=True))
    said = dict(
        ways_of(voice, replace(finding, groups=[men, women], ends=(men, women)), changes(estimate, 9))
    )
    assert plain(said[way]).startswith(title)


YES_OR_NO = [
    ("fr", {"1": ("Oui", "chez les femmes"), "2": ("Non", "avec les hommes")}, "Chez les femmes"),
    ("en", {"1": ("YES", "among women"), "2": ("no", "with men")}, "Among women"),
    ("fr", {"1": ("Femmes", "chez les femmes"), "2": ("Non", "avec les hommes")}, "Femmes"),
    ("fr", {"1": ("Oui", ""), "2": ("Non", "")}, "Oui"),
]


@pytest.mark.parametrize(("language", "groups", "name"), YES_OR_NO)
def test_a_group_that_is_but_a_yes_is_called_as_the_survey_says_it(
    language: str, groups: dict[str, tuple[str, str]], name: str, phrased: dict[str, Voice]
) -> None:
    survey = phrased[language].survey
    codes = {code: Label(label, label) for code, (label, _) in groups.items()}
    within = survey.questions["sexe"].within if groups["1"][1] else {}
    sex = replace(survey.questions["sexe"], codes=codes, within=within)
    voice = Voice(language, replace(survey, questions={**survey.questions, "sexe": sex}))
    assert group_name(voice, "sexe", "1") == name


BARE = [
    (
        "topic_times",
        "a",
        "fr",
        "La réponse « Bouche à oreille » revient deux fois plus souvent pour « F » que pour « H »",
    ),
    ("topic_times", "a", "en", "The answer “Word of mouth” comes up twice as often for “F” as for “H”"),
    (
        "topic_often",
        "a",
        "fr",
        "La réponse « Bouche à oreille » revient plus souvent pour « F » que pour « H »",
    ),
    ("topic_often", "a", "en", "The answer “Word of mouth” comes up more often for “F” than for “H”"),
    ("topic_higher", "", "fr", "La part « Bien accueillis » est plus élevée pour « F » que pour « H »"),
    ("topic_higher", "", "en", "The share “Well received” is higher for “F” than for “H”"),
    ("topic_lower", "", "fr", "La part « Bien accueillis » est plus faible pour « H » que pour « F »"),
    ("topic_lower", "", "en", "The share “Well received” is lower for “H” than for “F”"),
    ("topic_reaches", "a", "fr", "La part « Bouche à oreille » atteint 60 % pour « F », 30 % pour « H »"),
    ("topic_reaches", "a", "en", "The share “Word of mouth” reaches 60% for “F”, 30% for “H”"),
    (
        "topic_stays",
        "a",
        "fr",
        "La part « Bouche à oreille » en reste à 30 % pour « H », contre 60 % pour « F »",
    ),
    ("topic_stays", "a", "en", "The share “Word of mouth” stays at 30% for “H”, against 60% for “F”"),
    ("topic_alone", "", "fr", "La part « Bien accueillis » atteint 60 % pour « F »"),
    ("topic_alone", "", "en", "The share “Well received” reaches 60% for “F”"),
    ("topic_differs", "", "fr", "Par sexe, la part « Bien accueillis » diffère"),
    ("topic_differs", "", "en", "The share “Well received” differs by sex"),
    ("topic_goes", "b", "fr", "La part « Canaux : internet » va de 30 % pour « H » à 60 % pour « F »"),
    ("topic_goes", "b", "en", "The share “Channels: internet” goes from 30% for “H” to 60% for “F”"),
]


@pytest.mark.parametrize(("way", "item", "language", "title"), BARE)
def test_groups_of_a_survey_without_phrases_are_said_in_each_way(
    way: str, item: str, language: str, title: str, voices: dict[str, Voice], estimate: Make
) -> None:
    survey = voices["fr"].survey
    sexe = replace(survey.questions["sexe"], codes={"1": Label("F", "F"), "2": Label("H", "H")})
    voice = Voice(language, replace(survey, questions={**survey.questions, "sexe": sexe}))
    said = dict(ways_of(voice, of_groups(voice, estimate, item), changes(estimate, 9.0)))
    assert plain(said[way]) == title
    assert "often" not in said  # nothing is said of what they do


ALONG = [
    (
        (60.0, 45.0, 30.0),
        "fr",
        "",
        "Plus l’âge avance, moins souvent les répondants se disent bien accueillis",
    ),
    (
        (30.0, 45.0, 60.0),
        "fr",
        "",
        "Plus l’âge avance, plus souvent les répondants se disent bien accueillis",
    ),
    ((60.0, 45.0, 30.0), "en", "", "The older they are, the less often respondents feel well received"),
    ((30.0, 45.0, 60.0), "en", "", "The older they are, the more often respondents feel well received"),
    (
        (60.0, 45.0, 30.0),
        "fr",
        "b",
        "Plus l’âge avance, moins la réponse « Canaux : internet » revient souvent",
    ),
    (
        (30.0, 45.0, 60.0),
        "en",
        "b",
        "The older they are, the more often the answer “Channels: internet” comes up",
    ),
    ((60.0, 30.0, 45.0), "fr", "", ""),  # it turns
]


@pytest.mark.parametrize(("values", "language", "item", "title"), ALONG)
def test_a_share_that_follows_an_order_is_said_along_it(
    values: tuple[float, ...],
    language: str,
    item: str,
    title: str,
    phrased: dict[str, Voice],
    estimate: Make,
) -> None:
    voice, finding = phrased[language], in_order(phrased[language], estimate, values, item)
    if item:
        canaux = replace(voice.survey.indicators["canaux"], verb={})
        survey = replace(voice.survey, indicators={**voice.survey.indicators, "canaux": canaux})
        voice, finding = Voice(language, survey), replace(finding, indicator=canaux)
    said = dict(ways_of(voice, finding, changes(estimate, 9.0)))
    assert plain(said.get("along", said.get("topic_along", ""))) == title
    untested = dict(ways_of(voice, replace(finding, climbs=False), changes(estimate, 9.0)))
    assert not {"along", "topic_along"} & set(untested)  # no test found the order


MEANS = [
    ("mean_verb", "fr", "Pour « a », les répondants donnent 8,0 heures en moyenne, contre 4,0 pour « c »"),
    ("mean_verb", "en", "For “a”, respondents give 8.0 hours on average, against 4.0 for “c”"),
    ("along", "fr", "Plus l’âge avance, plus la moyenne est basse : « Heures par mois »"),
    ("along", "en", "The older they are, the lower the mean: “Hours a month”"),
    (
        "mean_goes",
        "fr",
        "En moyenne, le chiffre « Heures par mois » va de 4,0 pour « c » à 8,0 heures pour « a »",
    ),
    ("mean_goes", "en", "On average, the figure “Hours a month” goes from 4.0 for “c” to 8.0 hours for “a”"),
    (
        "mean_figures",
        "fr",
        "Le chiffre « Heures par mois » atteint 8,0 heures en moyenne pour « a », 4,0 pour « c »",
    ),
    ("mean_alone", "fr", "En moyenne, le chiffre « Heures par mois » atteint 8,0 heures pour « a »"),
    ("mean_alone", "en", "On average, the figure “Hours a month” reaches 8.0 hours for “a”"),
    ("mean_differs", "fr", "Par âge, la moyenne de « Heures par mois » diffère"),
    ("mean_differs", "en", "The mean of “Hours a month” differs by age"),
    (
        "text",
        "fr",
        "La moyenne est de 8,0 heures pour « a » et de 4,0 pour « c » ; elle est de 6,0 dans l’ensemble.",
    ),
    ("text", "en", "The mean is 8.0 hours for “a” and 4.0 for “c”; it is 6.0 overall."),
    ("rest", "fr", "La moyenne est de 6,0 heures dans l’ensemble."),
]


@pytest.mark.parametrize(("way", "language", "title"), MEANS)
def test_means_are_said_on_average_with_their_unit(
    way: str, language: str, title: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    survey = phrased[language].survey
    verb = {"fr": Verb("donne", "donnent"), "en": Verb("gives", "give")}
    hours = replace(survey.indicators["heures"], verb=verb)
    voice = Voice(language, replace(survey, indicators={**survey.indicators, "heures": hours}))
    mean = {"indicator": "heures", "statistic": "mean", "unit": "heures"}
    values = zip(("01", "02", "03"), (8.0, 6.0, 4.0), strict=True)
    rows = [estimate(value, 0.1, breakdown="age", group=code, **mean) for code, value in values]
    ends, whole = (rows[0], rows[-1]), estimate(6.0, 0.1, **mean)
    finding = Finding(hours, "", whole, 1.0, None, None, rows, ends, climbs=True)
    compared = changes(estimate, 9.0)
    said = dict(ways_of(voice, finding, compared))
    said["text"] = finding_text(voice, finding, compared)
    said["rest"] = finding_text(voice, finding, compared, said["mean_verb"])
    assert plain(said[way]) == title


RANGES = [
    ("by", "", "fr", "Par âge, de 30 % à 60 % des répondants se disent bien accueillis"),
    ("by", "", "en", "By age, 30% to 60% of respondents feel well received"),
    ("topic_by", "", "fr", "Par âge, la part « Bien accueillis » va de 30 % à 60 %"),
    ("topic_by", "", "en", "By age, the share “Well received” goes from 30% to 60%"),
    ("topic_along", "", "fr", "Plus l’âge avance, plus la part « Bien accueillis » est faible"),
    ("topic_along", "", "en", "The older they are, the lower the share “Well received”"),
]


@pytest.mark.parametrize(("way", "item", "language", "title"), RANGES)
def test_three_groups_or_more_are_said_as_a_range(
    way: str, item: str, language: str, title: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    voice = phrased[language]
    said = dict(ways_of(voice, in_order(voice, estimate, (60.0, 45.0, 30.0), item), changes(estimate, 9.0)))
    assert plain(said[way]) == title


def test_a_population_keeps_its_name_where_no_word_before_it_says_of_whom(
    phrased: dict[str, Voice], estimate: Make
) -> None:
    voice, compared = phrased["fr"], changes(estimate, 9.0)
    finding = in_order(voice, estimate, (60.0, 45.0, 30.0))
    rows = [replace(row, population="accueillis") for row in finding.groups]
    some = replace(finding, groups=rows, ends=(rows[0], rows[-1]))
    said = dict(ways_of(voice, some, compared))["along"]
    assert said == "Plus l’âge avance, moins souvent les bien accueillis se disent bien accueillis"


DOING = Verb("tient la caisse", "tiennent la caisse"), Verb("keeps the books", "keep the books")
PEOPLE = [
    ("times", "Les régulières tiennent deux fois plus souvent la caisse que les novices"),
    ("often", "Les régulières tiennent plus souvent la caisse que les novices"),
    ("less", "Les novices tiennent moins souvent la caisse que les régulières"),
    ("times", "Regular ones keep the books twice as often as newcomers"),
    ("often", "Regular ones keep the books more often than newcomers"),
    ("less", "Newcomers keep the books less often than regular ones"),
]


def of_people(voice: Voice, estimate: Make, verbs: tuple[Verb, Verb] = DOING) -> tuple[Voice, Finding]:
    """A share of regulars and of newcomers who do something."""
    survey = voice.survey
    within = {
        "1": {
            "fr": Within("chez les régulières", "chez les régulières"),
            "en": Within("among regular ones", "among regular ones"),
        },
        "2": {
            "fr": Within("chez les novices", "chez les novices"),
            "en": Within("among newcomers", "among newcomers"),
        },
    }
    indicator = replace(
        survey.indicators["bien_accueillis"], verb=dict(zip(("fr", "en"), verbs, strict=True))
    )
    voice = Voice(
        voice.language,
        replace(
            survey,
            questions={**survey.questions, "sexe": replace(survey.questions["sexe"], within=within)},
            indicators={**survey.indicators, "bien_accueillis": indicator},
        ),
    )
    return voice, of_groups(voice, estimate)


@pytest.mark.parametrize(("way", "title"), PEOPLE)
def test_groups_that_are_people_do_it_themselves(
    way: str, title: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    language = "fr" if title.startswith("Les ") else "en"
    voice, finding = of_people(phrased[language], estimate)
    assert plain(dict(ways_of(voice, finding, changes(estimate, 9.0)))[way]) == title


AGREEING = [
    (
        "fr",
        "",
        "sont couverts",
        "Les répondants sont plus souvent couverts chez les régulières que chez les novices",
    ),
    (
        "fr",
        "",
        "ont été aidés",
        "Les répondants ont plus souvent été aidés chez les régulières que chez les novices",
    ),
    (
        "fr",
        "",
        "s'estiment aidés",
        "Les répondants s’estiment plus souvent aidés chez les régulières que chez les novices",
    ),
    ("en", "", "are covered", "Regular ones are covered more often than newcomers"),
    (
        "en",
        "accueillis",
        "keep the books",
        "Well received keep the books more often among regular ones than among newcomers",
    ),
]


@pytest.mark.parametrize(("language", "population", "verb", "title"), AGREEING)
def test_groups_do_nothing_that_would_agree_with_them_nor_stand_for_a_part_of_the_sample(
    language: str, population: str, verb: str, title: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    voice, finding = of_people(phrased[language], estimate, (Verb(verb, verb), Verb(verb, verb)))
    rows = [replace(row, population=population or None) for row in finding.groups]
    said = dict(
        ways_of(voice, replace(finding, groups=rows, ends=(rows[0], rows[1])), changes(estimate, 9.0))
    )
    assert plain(said["often"]) == title


NAMED = [
    ("fr", Noun("répondant", "répondants"), "Plus les répondants sont âgés, plus rares sont ceux qui"),
    ("fr", Noun("une femme", "femmes"), "Plus les femmes sont âgés, plus rares sont celles qui"),
    ("en", Noun("woman", "women"), "The older women are, the fewer of them"),
]


@pytest.mark.parametrize(("language", "noun", "begins"), NAMED)
def test_ceux_stands_for_those_whom_what_grows_has_named(
    language: str, noun: Noun, begins: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    survey = phrased[language].survey
    more = Label(f"plus les {noun.many} sont âgés", f"the older {noun.many} are")
    questions = {**survey.questions, "age": replace(survey.questions["age"], more=more)}
    voice = Voice(language, replace(survey, questions=questions, called={language: noun}))
    said = dict(ways_of(voice, in_order(voice, estimate, (60.0, 45.0, 30.0)), changes(estimate, 9.0)))
    assert said["along"].startswith(begins)


SMALL_GROUPS = [
    ("fr", "Ils sont 60 % chez les femmes (120 répondants, de 51 % à 69 %), contre 30 % avec eux"),
    ("en", "The share is 60% among women (120 respondents, 51% to 69%), against 30% with them"),
]


@pytest.mark.parametrize(("language", "begins"), SMALL_GROUPS)
def test_the_figure_of_a_small_group_has_its_respondents_and_its_interval(
    language: str, begins: str, phrased: dict[str, Voice], estimate: Make
) -> None:
    voice = phrased[language]
    two = of_groups(voice, estimate)
    high, low = (replace(end, low=51.0, high=69.0) for end in two.ends)
    small = replace(two, ends=(replace(high, n=120), replace(low, n=200)))
    assert plain(finding_text(voice, small, changes(estimate, 9.0))).startswith(begins)


def test_an_answer_is_said_by_its_own_verb_and_else_quoted_after_the_question_s(
    phrased: dict[str, Voice],
) -> None:
    canaux = phrased["fr"].survey.indicators["canaux"]
    assert phrased["fr"].verb(canaux, "a") == Verb("est venu par un proche", "sont venus par un proche")
    quoted = phrased["fr"].verb(canaux, "b")
    assert quoted and plain(quoted.many) == "sont venus « Internet »"


def test_what_is_counted_gives_its_gender_to_the_words_about_it(
    phrased: dict[str, Voice], estimate: Make
) -> None:
    survey = replace(phrased["fr"].survey, called={"fr": Noun("une association", "associations")})
    voice = Voice("fr", survey)
    finding = of_groups(voice, estimate)
    assert finding_text(voice, finding, changes(estimate, 9.0)).startswith("Elles sont")
