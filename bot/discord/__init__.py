"""The Discord face: slash commands, forms, cards and direct messages over discord.py."""
