"""The conversation engine: commands declared once, asked for and answered the same on every platform."""
