"""Numbers, dates and punctuation. In the cases, _ stands for a narrow no-break space."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.reporting.language.typography import (
    NARROW,
    NO_BREAK,
    Typesetter,
    cut_at_word,
    decapitalised,
    ended,
    headed,
    rounded_large,
    size_of,
)
from tests.plain_spaces import plain

WORDS = {language: Typesetter(language) for language in ("fr", "en")}

NUMBERS = [
    (0.5, 0, "1", "1"),
    (2.5, 0, "3", "3"),
    (66.45, 1, "66,5", "66.5"),
    (21.0, 1, "21,0", "21.0"),
    (21.0, 0, "21", "21"),
    (-0.04, 1, "0,0", "0.0"),
    (1234567.0, 0, "1_234_567", "1,234,567"),
    (-12.34, 1, "−12,3", "−12.3"),
]
TEXTS = [
    ("fr", "Pourquoi ?", "Pourquoi_?"),
    ("fr", "Oui : 12 % ; non", "Oui_: 12_% ; non".replace(" ;", "_;")),
    ("fr", "l'accueil d'Anne", "l’accueil d’Anne"),
    ("fr", "« a »", "«_a_»"),
    ("fr", "«a»", "«_a»"),
    ("fr", "https://a.fr/?b=1", "https://a.fr/?b=1"),
    ("fr", "10:30", "10:30"),
    ("fr", "deux\nlignes\x00 et\x1b plus", "deux lignes et plus"),
    ("fr", "1 000 à 9 999 €", "1_000 à 9_999~€"),
    ("fr", "en 2009 150 personnes", "en 2009 150 personnes"),
    ("fr", "moins de 10 heures", "moins de 10~heures"),
    ("en", "10 years or more", "10~years or more"),
    ("en", "Why ? It's so", "Why ? It’s so"),
    ("en", "'quoted'", "'quoted'"),
    ("en", "volunteers' hours", "volunteers’ hours"),
    ("en", "the 'helpers' of 2024", "the 'helpers' of 2024"),
]
PERIODS = [
    (date(2009, 3, 10), date(2009, 4, 9), "du 10 mars au 9 avril 2009", "10 March to 9 April 2009"),
    (date(2007, 10, 1), date(2008, 2, 29), "du 1ᵉʳ octobre 2007 au 29 février 2008", None),
    (date(2009, 3, 1), date(2009, 3, 1), "1ᵉʳ mars 2009", "1 March 2009"),
    (date(2009, 3, 1), date(2009, 3, 31), "du 1ᵉʳ au 31 mars 2009", "1 to 31 March 2009"),
    (
        date(2008, 3, 1),
        date(2009, 3, 31),
        "du 1ᵉʳ mars 2008 au 31 mars 2009",
        "1 March 2008 to 31 March 2009",
    ),
    (date(2009, 3, 1), None, "1ᵉʳ mars 2009", "1 March 2009"),
    (None, None, "", ""),
]


@pytest.mark.parametrize(("value", "decimals", "french", "english"), NUMBERS)
def test_numbers_are_rounded_half_up_with_the_separators_of_the_language(
    value: float, decimals: int, french: str, english: str
) -> None:
    assert WORDS["fr"].number(value, decimals) == french.replace("_", NARROW)
    assert WORDS["en"].number(value, decimals) == english


@pytest.mark.parametrize(("language", "text", "expected"), TEXTS)
def test_texts_take_the_spaces_of_their_language(language: str, text: str, expected: str) -> None:
    assert WORDS[language].typeset(text) == expected.replace("_", NARROW).replace("~", NO_BREAK)


@pytest.mark.parametrize(("start", "end", "french", "english"), PERIODS)
def test_days_are_written_as_a_period(
    start: date | None, end: date | None, french: str, english: str | None
) -> None:
    assert WORDS["fr"].days(start, end) == french
    if english is not None:
        assert WORDS["en"].days(start, end) == english


@pytest.mark.parametrize(
    ("head", "said", "whole"),
    [
        ("Région", "Part des clubs", "Région_: part des clubs"),
        ("Dans quelle région ?", "part des clubs", "Dans quelle région ? Part des clubs"),
        ("Depuis, ont-ils…", "Oui", "Depuis, ont-ils…_: oui"),
    ],
)
def test_what_is_said_of_a_question_begins_a_sentence(head: str, said: str, whole: str) -> None:
    assert headed(head, said, WORDS["fr"].colon) == whole.replace("_", NARROW)


@pytest.mark.parametrize(
    ("language", "text", "quoted"),
    [
        ("fr", "Pour «_Sport_»…", "«_Pour “Sport”…_»"),
        ("fr", "«_Oui_» ou «_Non_»", "«_“Oui” ou “Non”_»"),
        ("en", "For “Sport”…", "“For ‘Sport’…”"),
    ],
)
def test_quotation_marks_within_others_are_the_inner_ones(language: str, text: str, quoted: str) -> None:
    assert WORDS[language].quoted(text.replace("_", NARROW)) == quoted.replace("_", NARROW)


def test_a_share_has_a_narrow_space_before_the_sign_in_french_only() -> None:
    assert WORDS["fr"].percent(67.5) == f"68{NARROW}%"
    assert WORDS["en"].percent(67.5) == "68%"


@pytest.mark.parametrize(
    ("text", "mentioned", "sentence"),
    [
        ("Secteur", "secteur", "Secteur."),
        ("Et après ?", "«_Et après ?_»", "Et après ?"),
        ("Je donne…", "«_Je donne…_»", "Je donne…"),
        ("«_Et après ?_»", "«_Et après ?_»", "«_Et après ?_»"),
    ],
)
def test_a_label_that_ends_as_a_sentence_is_quoted_and_takes_no_full_stop(
    text: str, mentioned: str, sentence: str
) -> None:
    text = text.replace("_", NARROW)
    assert WORDS["fr"].mention(text) == mentioned.replace("_", NARROW)
    assert ended(text) == sentence.replace("_", NARROW)


def test_a_list_ends_with_a_conjunction() -> None:
    assert WORDS["fr"].listing(["a", "b", "c"]) == "a, b et c"
    assert WORDS["en"].listing(["a", "b"]) == "a and b"
    assert WORDS["fr"].listing(["a"]) == "a"
    assert WORDS["fr"].listing([]) == ""


SEVERAL = [
    (["l’accueil", "le bilan : enfin", "le web"], "l’accueil ; le bilan : enfin ; le web"),
    (["une, deux, trois", "sexe"], "une, deux, trois ; sexe"),
    (["« vente et don »", "sexe (femmes, hommes)"], "« vente et don » et sexe (femmes, hommes)"),
]


@pytest.mark.parametrize(("items", "listed"), SEVERAL)
def test_what_has_a_comma_or_a_conjunction_in_itself_is_parted_by_semicolons(
    items: list[str], listed: str
) -> None:
    words = WORDS["fr"]
    assert plain(words.listing([words.typeset(item) for item in items])) == listed


@pytest.mark.parametrize(
    ("value", "decimals", "french", "english"),
    [
        (-3.0, 0, "−3 points", "−3 points"),
        (-0.9, 1, "−0,9 point", "−0.9 points"),
        (-0.04, 1, "0,0 point", "0.0 points"),
        (1.5, 0, "+2 points", "+2 points"),
        (0.5, 0, "+1 point", "+1 point"),
        (2.0, 1, "+2,0 points", "+2.0 points"),
    ],
)
def test_points_take_the_plural_of_the_number_written_and_a_sign_no_line_parts_from_it(
    value: float, decimals: int, french: str, english: str
) -> None:
    assert WORDS["fr"].points(value, decimals).replace("\u00a0", " ") == french
    assert WORDS["en"].points(value, decimals).replace("\u00a0", " ") == english


UNITS = [
    (1.54, "points sur 4", 2, "1,54 point sur 4", "1.54 points sur 4"),
    (1.95, "réponses citées", 1, "2,0 réponses citées", "2.0 réponses citées"),
    (1.94, "réponses citées", 1, "1,9 réponse citée", "1.9 réponses citées"),
    (-1.0, "heures par an", 0, "−1 heure par an", "−1 heure par an"),
    (0.0, "ans", 0, "0 an", "0 ans"),
    (1.0, "mois", 0, "1 mois", "1 mois"),
    (1.0, "hours a month", 0, "1 hour a month", "1 hour a month"),
    (1.0, "km/s", 0, "1 km/s", "1 km/s"),
    (7.6, "sur 10", 1, "7,6 sur 10", "7.6 sur 10"),
    (1.0, "", 0, "1", "1"),
]


@pytest.mark.parametrize(("value", "unit", "decimals", "french", "english"), UNITS)
def test_a_unit_agrees_with_its_number(
    value: float, unit: str, decimals: int, french: str, english: str
) -> None:
    for language, expected in (("fr", french), ("en", english)):
        assert WORDS[language].amount(value, unit, decimals).replace(NO_BREAK, " ") == expected


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Les bénévoles", "les bénévoles"),
        ("À temps plein", "à temps plein"),
        ("A volunteer", "a volunteer"),
        ("SNCF et RATP", "SNCF et RATP"),
        ("ESport", "ESport"),
        ("I was received", "I was received"),
        ("I’m received", "I’m received"),
        ("I", "I"),
        ("Il vient", "il vient"),
        ("3 Heures", "3 Heures"),
        ("", ""),
    ],
)
def test_a_text_within_a_sentence_has_a_small_letter_but_for_names_and_the_english_i(
    text: str, within: str
) -> None:
    assert decapitalised(text) == within


@pytest.mark.parametrize(
    ("text", "longest", "cut"),
    [
        ("Les bénévoles âgés", 18, "Les bénévoles âgés"),
        ("Les bénévoles âgés", 17, "Les bénévoles…"),
        ("Les bénévoles, âgés", 17, "Les bénévoles…"),
        ("Les bénévoles âgés", 14, "Les…"),
        ("Les (bénévoles)", 9, "Les…"),
        ("Les\u202f: bénévoles", 9, "Les…"),
    ],
)
def test_a_long_text_is_cut_after_a_word_and_is_no_longer_with_its_ellipsis(
    text: str, longest: int, cut: str
) -> None:
    assert cut_at_word(text, longest) == cut
    assert len(cut) <= longest


LARGE = [
    # a number; what it is counted in; how many of them, as printed
    (1_234_567.0, 1e6, "1.2"),
    (99_940_000.0, 1e6, "99.9"),
    (100_000_000.0, 1e6, "100"),
    (100_600_000.0, 1e6, "101"),
    (-250_400_000.0, 1e6, "-250"),
    (999_400_000.0, 1e6, "999"),
    (999_600_000.0, 1e9, "1.0"),
    (11_124_313_193.0, 1e9, "11.1"),
]


@pytest.mark.parametrize(("value", "size", "many"), LARGE)
def test_a_large_number_is_counted_in_millions_or_billions(value: float, size: float, many: str) -> None:
    assert size_of(value) == size
    assert str(rounded_large(value, size)) == many
