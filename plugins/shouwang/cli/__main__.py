"""``python -m shouwang.cli``: the same as ``shouwang``, without a console script."""

from shouwang.cli import app

if __name__ == "__main__":
    app(prog_name="shouwang")
