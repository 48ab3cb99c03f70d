"""Group sessions: announce, approve, join, attend, feedback (rules.md §5)."""
