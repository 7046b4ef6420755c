"""What a draft tells whoever made it: what was found, and the doubts to settle."""
