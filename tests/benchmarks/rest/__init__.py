"""A REST server of the usual make, Django with two workers of gunicorn, that does what a join writes."""
