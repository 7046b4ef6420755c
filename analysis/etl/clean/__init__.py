"""Answers coded, routed and derived; what is wrong, as rows."""
