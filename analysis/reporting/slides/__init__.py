"""The findings of a report as slides to be shown and edited: what they say, their layouts, the file."""
