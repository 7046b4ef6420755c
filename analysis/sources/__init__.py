"""Files of answers as received, whatever their format: one module for each format."""
