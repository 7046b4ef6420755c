"""Columns that are one question together: ticks, codes in numbered columns, rows of one grid."""
