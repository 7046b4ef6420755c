"""The first pages of a report: its cover, its key figures, its findings."""
