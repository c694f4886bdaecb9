"""`python -m utblick` is the `utblick` command."""

from utblick.cli.main import main

main()
