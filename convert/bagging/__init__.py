"""Archive packages: originals and what was made of them, with hashes and provenance.

A package is a bag (BagIt 1.0, RFC 8493). `pack` makes one, `verify` checks that not a bit of
it has changed and makes every output again; `premis` writes what happened in PREMIS terms.
"""
