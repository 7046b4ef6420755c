"""A chart as marks on a sheet, and what they are written as: an inline SVG, an Axes of matplotlib."""
