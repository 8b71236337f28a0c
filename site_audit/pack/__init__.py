"""Pack: what is handed out at a meeting: deck, paper, workbook, letters, notes."""
