"""What differs between the editions of a survey, and why it may not be compared."""
