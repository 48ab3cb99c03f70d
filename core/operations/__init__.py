"""What admins see of the running: notices that need a decision, and who did what."""
