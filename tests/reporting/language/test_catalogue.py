"""What a catalogue says of a message it has, lacks, or has in part; and which plural a fraction takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from gettext import c2py
from pathlib import Path

import pytest

from analysis.faults import Fault
from analysis.reporting.language.catalogue import Catalogue
from analysis.reporting.language.catalogue_reading import catalogue_of

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: {plural}\\n"\n\n'
TWO = "nplurals=2; plural=(n != 1);"
Written = Callable[[str], Catalogue]


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Written:
    """Writes a catalogue of German and reads it."""
    monkeypatch.setenv("ASSOSCOPE_LANGUAGES", str(tmp_path))

    def written(messages: str) -> Catalogue:
        (tmp_path / "de.po").write_text(HEAD.format(plural=TWO) + messages, encoding="utf-8")
        return catalogue_of("de")

    return written


SAID = {
    "translated": ('msgid "contents"\nmsgstr "Inhalt"\n', "Inhalt"),
    "not there": ("", "Contents"),
    "left empty": ('msgid "contents"\nmsgstr ""\n', "Contents"),
    "to be looked at": ('#, fuzzy\nmsgid "contents"\nmsgstr "Enthält"\n', "Contents"),
}


@pytest.mark.parametrize("case", SAID)
def test_english_stands_in_for_what_is_not_translated(case: str, german: Written) -> None:
    messages, said = SAID[case]
    assert german(messages).message("contents") == said


PLURALS = {
    "both forms": ('msgstr[0] "{n} Punkt"\nmsgstr[1] "{n} Punkte"\n', "{n} Punkte"),
    "one form of two": ('msgstr[0] "{n} Punkt"\nmsgstr[1] ""\n', "{n}\u00a0points"),
}


@pytest.mark.parametrize("case", PLURALS)
def test_english_stands_in_for_a_message_that_lacks_a_plural(case: str, german: Written) -> None:
    forms, said = PLURALS[case]
    found = german('msgid "points"\nmsgid_plural "points"\n' + forms).counted("points", Decimal(2))
    assert found.replace(" ", "\u00a0") == said.replace(" ", "\u00a0")


@pytest.mark.parametrize("number", [Decimal(1), Decimal(2), Decimal("1.5")])
def test_a_message_of_one_form_has_it_for_every_number(number: Decimal, german: Written) -> None:
    found = german('msgid "points"\nmsgstr "Punkte"\n')
    assert found.counted("points", number) == "Punkte"


HAS = [("contents", True), ("essentials", True), ("statement.share", True), ("statement.of_no_kind", False)]


@pytest.mark.parametrize(("key", "there"), HAS)
def test_a_catalogue_has_what_it_says_and_what_english_says_for_it(
    key: str, there: bool, german: Written
) -> None:
    assert german('msgid "contents"\nmsgstr "Inhalt"\n').has(key) is there
    assert catalogue_of("en").has(key) is there


def test_a_message_that_no_language_has_is_named_with_the_file_that_lacks_it(german: Written) -> None:
    with pytest.raises(KeyError, match=r"no message 'nowhere' in en\.po"):
        german("").message("nowhere")
    with pytest.raises(KeyError, match=r"no message 'nowhere' in en\.po"):
        german("").counted("nowhere", Decimal(2))


def test_a_file_with_half_a_message_is_refused_by_name(german: Written) -> None:
    with pytest.raises(Fault, match=r"de\.po: no catalogue of gettext"):
        german('msgid "contents"\nmsgstr "Inhalt"\nmsgid "essentials\n')


NOUNS = [
    ("contents", "Inhalt von {one}", "unknown contents: {many}, contents: {one}"),
    ("contents", "Inhalt von {name}", "unknown contents: {name}"),
    ("all_of_them", "alle {many}", ""),
    ("all_of_them", "jeder {one}", ""),
    ("all_of_them", "alle {name}", "unknown all_of_them: {name}"),
]


@pytest.mark.parametrize(("key", "text", "fault"), NOUNS)
def test_a_noun_is_put_in_one_or_many_where_english_has_it(
    key: str, text: str, fault: str, german: Written
) -> None:
    message = f'msgid "{key}"\nmsgstr "{text}"\n'
    if not fault:
        assert german(message).message(key) == text
        return
    with pytest.raises(Fault, match=re.escape(fault)):
        german(message)


LOCALES = [
    ("de", "", "de"),
    ("de", "locale = 'de_CH'", "de_CH"),
    ("zz", "", None),
    ("zz", "locale = 'de'", "de"),
]


@pytest.mark.parametrize(("language", "rules", "locale"), LOCALES)
def test_numbers_are_written_as_a_language_says_or_else_as_babel_does_or_else_as_in_english(
    language: str, rules: str, locale: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSOSCOPE_LANGUAGES", str(tmp_path))
    (tmp_path / f"{language}.po").write_text(HEAD.format(plural=TWO), encoding="utf-8")
    (tmp_path / f"{language}.toml").write_text(rules, encoding="utf-8")
    assert catalogue_of(language).rules.locale == (locale or catalogue_of("en").rules.locale)


CATEGORIES = [
    ("fr", "(n > 1)", "1.5", "0"),
    ("fr", "(n > 1)", "2.5", "1"),
    ("en", "(n != 1)", "1.5", "1"),
    ("en", "(n != 1)", "0.5", "1"),
    ("ar", "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5", "1.5", "5"),
    ("ar", "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5", "3", "3"),
    ("cs", "(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2", "1.5", "2"),
]


@pytest.mark.parametrize(("locale", "rule", "number", "form"), CATEGORIES)
def test_a_fraction_takes_the_plural_of_a_whole_number_of_its_kind(
    locale: str, rule: str, number: str, form: str
) -> None:
    """CLDR puts 1.5 of Arabic beside 100, and 1.5 of Czech beside no whole number: it is said as ten are."""
    english = catalogue_of("en")
    said = {("points", ""): ("0", "1", "2", "3", "4", "5")}
    rules = replace(english.rules, locale=locale)
    assert (
        replace(english, rules=rules, messages=said, plural=c2py(rule)).counted("points", Decimal(number))
        == form
    )
