"""What is shipped and what it is made of: known weaknesses, bill of materials, signed releases."""
