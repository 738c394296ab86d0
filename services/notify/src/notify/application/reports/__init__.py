"""Reports: sheets of figures for a week, a month, a quarter, a year, or until a day."""
