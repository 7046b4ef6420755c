"""Whether a file of answers is what its name says, and whole."""
