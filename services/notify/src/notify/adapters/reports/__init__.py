"""Reports as files: a workbook, and paper."""
