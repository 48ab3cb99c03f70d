"""What people can do, see and read: on the real engine, the real core and a real SQLite file."""
