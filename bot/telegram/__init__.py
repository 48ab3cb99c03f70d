"""Face 2: the conversation engine on Telegram."""
