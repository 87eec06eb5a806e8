"""`export birdreport`: one survey as the workbook that birdreport.cn takes in."""

from typing import IO

from birdlog.errors import EnvironmentFault
from birdlog.formats import plain
from birdlog.formats.birdreport import HEADER, SHEET, Report
from birdlog.i18n import _

__all__ = ["write"]


def write(out: IO[bytes], report: Report) -> None:
    """Write the report as xlsx to a binary stream; no text of it becomes a formula or a link."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise EnvironmentFault(
            _("Writing xlsx needs the package xlsxwriter, which is not installed."),
            _("Install it with: {command}").format(command="pip install 'birdlog[xlsx]'"),
        ) from error
    book = xlsxwriter.Workbook(
        out, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    )
    sheet = book.add_worksheet(SHEET)
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, HEADER, bold)
    sheet.set_column(0, 0, 20)
    sheet.set_column(2, 2, 40)
    sheet.freeze_panes(1, 0)
    for index, row in enumerate(report.rows, 1):
        sheet.write_string(index, 0, plain(row.name))
        sheet.write_number(index, 1, row.quantity)
        sheet.write_string(index, 2, plain(row.note)[:32767])
    book.close()
