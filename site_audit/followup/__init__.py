"""Follow-up: instructions, answers, re-audits, targets, and the letters that carry them."""
