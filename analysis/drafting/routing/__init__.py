"""Routing expressions of questionnaire software, read as conditions on the answers to other questions."""
