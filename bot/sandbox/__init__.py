"""Stand-ins of both platforms on loopback, and the page to play on them."""
