"""Questionnaire, respondents and statistics to one long table of indicators, with what may be shown."""
