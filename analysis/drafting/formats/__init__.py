"""Questionnaires as their software describes them, one module per format."""
