"""assoscope: from a file of survey answers to a weighted report."""
