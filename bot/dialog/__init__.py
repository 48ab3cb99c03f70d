"""The conversation engine: commands declared once, asked for and answered the same on every platform.

In: `incoming` → `dispatch` (pace, button or name) → `binding` (`parsing` and its kinds) → the handler with
a `call`, or, when something is missing, a draft: `finding` gets it, `drafting` works out what an
input does to it, `conversation` stores it, `questions` says what is asked. Out: `replies` with a
`view`, an `asking` or a remark; refusals become sentences in `refusals` and `failing`. Buttons are `tokens`.
Sentences are `catalogue`.
"""
