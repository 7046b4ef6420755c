"""Estimates of small areas by the model of Fay and Herriot: direct figures and what is known of each area."""
