"""People, their accounts, roles and settings (rules.md §1)."""
