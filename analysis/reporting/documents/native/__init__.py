"""Charts that office programs draw and edit: their data, their workbook, their look."""
