"""Pages of reports: a notebook is run, exported, escaped and listed."""
