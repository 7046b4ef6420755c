"""First definitions from answers, from the structure of a questionnaire, or both, made to be edited.

draft -- writes the definitions and a copy of the answers under data/raw
"""

from analysis.drafting.drafts import draft

__all__ = ["draft"]
