"""WHAT PEOPLE ARE TOLD: one function a fact, fact → view."""
