"""Files for other programs and people, each made from the released tables of an edition alone."""
