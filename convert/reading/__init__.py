"""Bytes of any document in, one Report out."""
