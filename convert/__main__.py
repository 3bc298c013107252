"""`python -m convert`: the sure way where another program is called convert too."""

from convert.cli import run

if __name__ == "__main__":
    run()
