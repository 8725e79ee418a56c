"""`python -m asyl`: the same command."""

from asyl.cli import main

if __name__ == "__main__":
    main()
