"""Every set of respondents whose number is told, by the answers that define it, and how the sets add up."""
