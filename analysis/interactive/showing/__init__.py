"""How a table is shown and written: text, HTML, sentence, chart, files, definitions."""
