"""A first survey.toml and edition.toml from a file of answers, ready to build and made to be edited.

draft -- writes the definitions and a copy of the answers under data/raw
"""

from analysis.drafting.drafts import draft

__all__ = ["draft"]
