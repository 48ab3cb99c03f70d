"""The real `mentorbot run`, killed, stopped, starved and doubled between the stand-ins."""
