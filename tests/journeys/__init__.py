"""Whole stories through the composed app, on both platforms, with a moved clock."""
