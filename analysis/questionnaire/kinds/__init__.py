"""What an answer is: one module for each type of question."""
