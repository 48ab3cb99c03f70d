"""The mentorship programme without any chat: rules, states and use cases, no I/O."""
