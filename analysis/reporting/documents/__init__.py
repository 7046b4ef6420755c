"""The blocks of an executed report as a PDF for reading and as a Word draft for editing."""
