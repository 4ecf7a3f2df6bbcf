"""Start djtext from a checkout: `python cli.py run SOURCE… --out DIR` does what `djtext run` does."""

from djtext.cli import main

if __name__ == "__main__":
    main()
