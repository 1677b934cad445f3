"""The vault: who may see an identity, the keys that hide it, and the rights of a person to their own data."""
