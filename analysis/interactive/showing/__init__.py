"""How a table is shown: as text, as HTML, in a sentence."""
