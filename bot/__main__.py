"""`python -m bot`, and the console script `mentorbot`."""

import gc


def main() -> None:
    """Load the command line and do what it says."""
    gc.disable()  # Nothing that is loaded is garbage, and looking for it takes a tenth of the time.
    from bot.command_line import cli

    gc.freeze()
    gc.enable()
    cli(prog_name="mentorbot")


if __name__ == "__main__":
    main()
