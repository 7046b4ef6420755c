"""A release with its definitions in one file: packed, opened with care, made again from the answers."""
