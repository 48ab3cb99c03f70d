"""An imitation of Telegram's Bot API server for loopback use; it knows nothing about mentorbot."""
