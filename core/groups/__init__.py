"""Interest groups and who belongs to them (rules.md §2)."""
