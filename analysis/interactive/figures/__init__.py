"""From what is asked to figures: by the batch's own estimation, comparisons and rules of publication."""
