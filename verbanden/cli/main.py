"""The command `verbanden` itself: its subcommands, and how it ends when something goes wrong."""

from __future__ import annotations

import sys

import click

from verbanden import __version__
from verbanden.cli.asking import query
from verbanden.cli.checking import validate
from verbanden.cli.columns import mapping
from verbanden.cli.common import UNREADABLE, language
from verbanden.cli.comparing import compare
from verbanden.cli.data import build, check, export, fetch, snapshot
from verbanden.cli.serving import serve
from verbanden.errors import VerbandenError
from verbanden.settings import Settings


@click.group(
    context_settings={"max_content_width": 110},
    commands=[fetch, build, serve, validate, compare, mapping, query, export, snapshot, check],
)
@click.version_option(__version__, package_name="verbanden", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Who cooperates with whom in Dutch government, as linked data.

    Settings are environment variables VERBANDEN_…; see docs/operations.md.
    """
    ctx.obj = Settings.from_env()


def main() -> None:
    """Run the command; an error of ours is one line in the caller's language and exit code 2."""
    try:
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except VerbandenError as error:
        click.echo(f"verbanden: {' '.join(error.tekst(language()).split())}", err=True)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
    except BrokenPipeError:
        sys.stderr.close()  # who read us has enough: no word about it
        sys.exit(0)
    except OSError as error:
        about = error.filename or " ".join(sys.argv[1:])
        click.echo(f"verbanden: {error.strerror or error}: {about}", err=True)
    sys.exit(UNREADABLE)
