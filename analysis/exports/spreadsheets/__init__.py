"""What opens in a spreadsheet: the CSV for French settings, workbooks."""
