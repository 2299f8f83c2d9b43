"""Greets, and refuses to greet nobody."""

import sys


# --8<-- [start:greeting]
def greeting(name: str) -> str:
    return f"Hello, {name}!"


# --8<-- [end:greeting]


def main() -> None:
    if len(sys.argv) == 1:
        sys.exit("nobody to greet")
    print(greeting(sys.argv[1]))


if __name__ == "__main__":
    main()
