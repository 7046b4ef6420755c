"""What is worth saying first, chosen by a stated rule from comparisons and changes that were tested."""
