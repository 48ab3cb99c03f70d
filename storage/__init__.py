"""The only package that says SQL: where the programme's things are kept, on SQLite or PostgreSQL."""
