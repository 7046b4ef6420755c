"""What statistics, sentences and the decision on what is hidden come to on figures drawn by rule."""
