"""The Discord face against the stand-in, through the unmodified discord.py."""
