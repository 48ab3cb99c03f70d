"""What people are told: every fact, in every state that matters."""
