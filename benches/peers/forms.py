"""同一张部门表，ziping 与别的办法各写若干份，并排计时。

用法：python3 benches/peers/forms.py ziping程序 [份数] [LibreOffice的份数]
要装 docxtpl、openpyxl、XlsxWriter（pip），LibreOffice（soffice）。

ziping 每份是一个进程：读填报、审查、计分、套表样、写文件。别的办法都在一个 Python 进程里，
拿现成的格子文字填，不审查也不计分，不计启动与载入模块的时间；LibreOffice 一次转换全部文件，只启动一次。
"""

import glob
import os
import subprocess
import sys
import tempfile
import time
from html.parser import HTMLParser

FORM = "examples/luoyang-jianxi-2024/department.toml"


class Grid(HTMLParser):
    """网页里的各行格子：文字、占几行、占几列、对齐；以及列宽。"""

    def __init__(self, html):
        super().__init__()
        self.rows, self.widths, self.inside = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "col":
            self.widths.append(float(attributes["style"].split(":")[1].rstrip("%")))
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            span = lambda name: int(attributes.get(name, 1))
            self.rows[-1].append(["", span("rowspan"), span("colspan"), attributes.get("class", "")])
            self.inside = True
        elif tag == "br" and self.inside:
            self.rows[-1][-1][0] += "\n"

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1][0] += data.strip()

    def placed(self):
        """各格左上角的行、列（从 0 数起），占几行几列，文字，类名。"""
        taken, cells = set(), []
        for row, line in enumerate(self.rows):
            column = 0
            for text, tall, wide, align in line:
                while (row, column) in taken:
                    column += 1
                taken.update((row + r, column + c) for r in range(tall) for c in range(wide))
                cells.append((row, column, tall, wide, text, align))
        return cells


def timed(work, count):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) / count * 1000


def ziping(program, folder, extension, count):
    def work():
        for at in range(count):
            path = f"{folder}/z{at}.{extension}"
            subprocess.run([program, "render", FORM, "-o", path], check=True, capture_output=True)

    return timed(work, count)


def docxtpl(template, folder, count):
    """ziping 写的 docx 每格换成一个占位，再用 docxtpl 填回去：表、样式、格数都相同。"""
    from docx import Document
    from docxtpl import DocxTemplate

    document, values = Document(template), {}
    for table in document.tables:
        for element in table._tbl.iter_tcs():
            texts = [t for t in element.iter() if t.tag.endswith("}t")]
            if texts:
                name = f"c{len(values)}"
                values[name] = "".join(t.text for t in texts)
                texts[0].text = "{{ " + name + " }}"
                for other in texts[1:]:
                    other.text = ""
    path = f"{folder}/template.docx"
    document.save(path)

    def work():
        for at in range(count):
            filled = DocxTemplate(path)
            filled.render(values, autoescape=True)
            filled.save(f"{folder}/t{at}.docx")

    return timed(work, count)


def openpyxl(cells, widths, folder, count):
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    def work():
        for at in range(count):
            book = Workbook()
            sheet = book.active
            side = Side(style="thin")
            border, font = Border(side, side, side, side), Font(name="仿宋_GB2312", size=10)
            for column, width in enumerate(widths, 1):
                sheet.column_dimensions[get_column_letter(column)].width = width
            for row, column, tall, wide, text, align in cells:
                where = "center" if "center" in align else "right" if "num" in align else "left"
                for r in range(row, row + tall):
                    for c in range(column, column + wide):
                        cell = sheet.cell(r + 1, c + 1)
                        cell.border, cell.font = border, font
                        cell.alignment = Alignment(horizontal=where, vertical="center", wrap_text=True)
                sheet.cell(row + 1, column + 1).value = text
                if tall * wide > 1:
                    sheet.merge_cells(None, row + 1, column + 1, row + tall, column + wide)
            sheet.page_setup.paperSize = 9
            book.save(f"{folder}/o{at}.xlsx")

    return timed(work, count)


def xlsxwriter(cells, widths, folder, count):
    import xlsxwriter as library

    def work():
        for at in range(count):
            book = library.Workbook(f"{folder}/w{at}.xlsx")
            sheet = book.add_worksheet()
            style = lambda where: book.add_format(
                {"font_name": "仿宋_GB2312", "font_size": 10, "border": 1, "text_wrap": True, "valign": "vcenter", "align": where}
            )
            styles = {where: style(where) for where in ("left", "center", "right")}
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width)
            for row, column, tall, wide, text, align in cells:
                where = "center" if "center" in align else "right" if "num" in align else "left"
                if tall * wide > 1:
                    sheet.merge_range(row, column, row + tall - 1, column + wide - 1, text, styles[where])
                else:
                    sheet.write_string(row, column, text, styles[where])
            sheet.set_paper(9)
            book.close()

    return timed(work, count)


def libreoffice(folder, count):
    """ziping 写的 docx 转成 pdf，一次启动转完。"""
    files = sorted(glob.glob(f"{folder}/z*.docx"))[:count]
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", f"{folder}/pdf"]
    # 先转一份，把个人配置建好，不算在内。
    subprocess.run([*command, files[0]], check=True, capture_output=True)
    took = timed(lambda: subprocess.run([*command, *files], check=True, capture_output=True), len(files))
    assert len(os.listdir(f"{folder}/pdf")) == len(files)
    return took


def main():
    program = os.path.abspath(sys.argv[1])
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    office = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    with tempfile.TemporaryDirectory() as folder:
        html = subprocess.run(
            [program, "render", FORM, "--format", "html"], check=True, capture_output=True, encoding="utf-8"
        ).stdout
        grid = Grid(html)
        cells, widths = grid.placed(), grid.widths[: len(grid.widths) // 2]
        took = [(f"ziping 写 {kind}", ziping(program, folder, kind, count), count) for kind in ("docx", "xlsx", "pdf")]
        took += [
            ("docxtpl 填 docx", docxtpl(f"{folder}/z0.docx", folder, count), count),
            ("openpyxl 写 xlsx", openpyxl(cells, widths, folder, count), count),
            ("XlsxWriter 写 xlsx", xlsxwriter(cells, widths, folder, count), count),
            ("LibreOffice 由 docx 转 pdf", libreoffice(folder, office), office),
        ]
    print("| 办法 | 份数 | 每份（毫秒） |\n|---|--:|--:|")
    for name, each, forms in took:
        print(f"| {name} | {forms} | {each:.1f} |")


if __name__ == "__main__":
    main()
