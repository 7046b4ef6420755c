"""How an edition was collected, as it is documented: the methodology note, dispositions, how it is cited."""
