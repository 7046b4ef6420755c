"""Answers to respondents: read, code, derive, flag, weight; every change counted."""
