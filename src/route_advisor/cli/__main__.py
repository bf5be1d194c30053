"""`python -m route_advisor.cli` does what `route-advisor` does."""

from route_advisor.cli import main

if __name__ == "__main__":
    main()
