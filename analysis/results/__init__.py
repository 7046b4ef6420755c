"""The contract of every file that is written: its columns, and its readers."""
