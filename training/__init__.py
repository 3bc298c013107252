"""How the learned parts of convert.recover are made."""
