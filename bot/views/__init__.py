"""How the programme's things look, the same in answers, notices and cards."""
