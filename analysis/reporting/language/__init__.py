"""Words, numbers and sentences, in French and English."""
