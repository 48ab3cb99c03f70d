"""How the schema came to be, one revision after another; run by `storage.schema.migrate`."""
