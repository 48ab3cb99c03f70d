"""Who is told what, when and where (rules.md §9); the outbox and what becomes of its rows."""
