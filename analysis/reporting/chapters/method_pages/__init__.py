"""Parts of the methodology: response of a sample, quality report, the note to send by itself."""
