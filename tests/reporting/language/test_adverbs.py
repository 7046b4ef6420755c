"""Where an adverb stands in what people do: behind the verb in French, at the end in English."""

from __future__ import annotations

import pytest

from analysis.reporting.language.adverbs import with_adverb
from analysis.reporting.language.typography import Typesetter

CASES = [
    ("fr", "ont signé une charte", "ont plus souvent signé une charte"),
    ("fr", "souhaitent se former", "souhaitent plus souvent se former"),
    ("fr", "se sont vu proposer une formation", "se sont plus souvent vu proposer une formation"),
    ("fr", "s’attendent à des regroupements", "s’attendent plus souvent à des regroupements"),
    ("fr", "y pensent", "y pensent plus souvent"),
    ("fr", "ne savent pas", ""),  # what would be more frequent?
    ("fr", "n’ont reçu aucune aide", ""),
    ("fr", "sont plus attentifs", ""),
    ("fr", "connaissent bien les statuts", ""),
    ("fr", "se disent bien accueillis", "se disent plus souvent bien accueillis"),
    ("en", "are more attentive", ""),
    ("en", "signed a charter", "signed a charter plus souvent"),
]


@pytest.mark.parametrize(("language", "verb", "said"), CASES)
def test_an_adverb_goes_with_the_verb_alone(language: str, verb: str, said: str) -> None:
    assert with_adverb(Typesetter(language), verb, "plus souvent") == said
