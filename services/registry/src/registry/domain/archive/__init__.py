"""The living archive (民生档案): sections that are data, records that keep history."""
