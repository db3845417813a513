"""`report`: what a week or the latest audit has brought."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.commands.invocation import Invocation, Sitting

if TYPE_CHECKING:
    from models.report import Report


def _day(ctx: click.Context, option: click.Parameter, value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        from models.dates import quoted

        raise click.BadParameter(f"{quoted(value or '')} is no date: write it like 2026-05-12.") from None


@click.command()
@click.option("--week", metavar="DATE", callback=_day, help="The week of this day; else the last one over.")
@click.option("--audit", is_flag=True, help="The latest time audit instead of a week.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print Markdown.")
@click.option("--csv", "as_csv", is_flag=True, help="Print a table of all figures.")
@click.option(
    "--html",
    "page",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Write a page to show a partner, or to print; - prints it.",
)
@click.option("--force", is_flag=True, help="Overwrite that file if it is there.")
@click.pass_obj
def report(
    invocation: Invocation,
    week: date | None,
    audit: bool,
    as_json: bool,
    as_markdown: bool,
    as_csv: bool,
    page: Path | None,
    force: bool,
) -> None:
    """Say what a week or the audit has brought.

    That is the time logged, hours won back, what was paid, talks, how cards flow, and sources of help. No
    candidate is named in it, nor what was said to or of anybody.
    """
    if week is not None and audit:
        raise click.UsageError("Say --week or --audit, not both: a report is of one of them.")
    if sum((as_json, as_markdown, as_csv, page is not None)) > 1:
        raise click.UsageError("Say one of --json, --markdown, --csv and --html.")
    with invocation.sitting(asks=True) as sitting:
        made = _made(sitting, week, audit)
        business = sitting.desk.business
        if as_json:
            from tui.report_data import report_document

            click.echo(json.dumps(report_document(made, business), indent=2))
        elif as_csv:
            from tui.report_data import report_csv

            click.echo(report_csv(made, business), nl=False)
        elif as_markdown:
            from tui.report_text import report_markdown

            click.echo(report_markdown(made, business), nl=False)
        elif page is not None:
            from tui.commands.writing import put_out
            from tui.report_page import report_page

            put_out(invocation, sitting, page, report_page(made, business), force=force)
        else:
            from tui.report_text import report_text

            for line in report_text(made, business):
                invocation.say(line)


def _made(sitting: Sitting, week: date | None, audit: bool) -> "Report":
    from models.report import audit_report, usual_week, week_report
    from tui.reporting import report_facts

    facts = report_facts(sitting.desk, now=sitting.now, zone=sitting.zone)
    return audit_report(facts) if audit else week_report(facts, week or usual_week(facts))
