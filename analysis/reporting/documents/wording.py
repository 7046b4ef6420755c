"""The few words that documents add to the blocks."""

from __future__ import annotations

WORDS = {
    "fr": {
        "contents": "Sommaire",
        "draft": "BROUILLON",
        "picture": "Image sans description",
        "report": "Rapport",
    },
    "en": {
        "contents": "Contents",
        "draft": "DRAFT",
        "picture": "Picture without description",
        "report": "Report",
    },
}


def words(language: str) -> dict[str, str]:
    """The words in `language`: "fr" or "en"."""
    return WORDS["en" if language == "en" else "fr"]
