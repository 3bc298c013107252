"""The program: `convert`, and `python -m convert`, the sure way where another is called so too."""

import gc


def run() -> None:
    """Run the command."""
    # Nothing that grows with a document lies in cycles (measured); to look for some took an eighth
    # of the time, and a tenth of the start. So this comes before all else is loaded. What goes
    # on for long, such as a batch, has them looked for after all.
    gc.set_threshold(200_000)
    gc.disable()
    from convert import cli

    cli.run()


if __name__ == "__main__":
    run()
