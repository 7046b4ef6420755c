"""Where an adverb stands in what people do: ont plus souvent reçu une aide; received help more often."""

from __future__ import annotations

from analysis.reporting.language.typography import Typesetter


def with_adverb(words: Typesetter, verb: str, adverb: str) -> str:
    """`verb`, which begins with a verb, and `adverb` where the language puts it; empty where it cannot stand.

    A language that names what may stand before a verb puts it behind the verb, so that it goes with nothing
    else: souhaitent plus souvent se former. There no adverb stands in what is denied: ne savent pas. Nor does
    one beside a word that it would be heard with: sont plus souvent plus attentifs.
    """
    rules = words.rules
    if any(f" {word} " in f" {verb} " for word in rules.clashing):
        return ""
    if not rules.before_verb:
        return f"{verb} {adverb}"
    parts = verb.split(" ")
    if _before_apostrophe(parts[0]) in rules.denial:
        return ""
    place = next((rank for rank, part in enumerate(parts) if part not in rules.before_verb), 0) + 1
    return " ".join([*parts[:place], adverb, *parts[place:]])


def _before_apostrophe(word: str) -> str:
    """n of n'ont; the word itself where nothing is elided."""
    return word.replace("\u2019", "'").partition("'")[0]
