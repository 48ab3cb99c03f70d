"""What a person sees first: what waits for them, what comes next, what they have done."""
