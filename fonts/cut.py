"""裁出内置字体：思源宋体、黑体（Noto CJK SC）只留 GB 2312 的字与表样用到的符号。

用法：python3 cut.py 存放 NotoSerifCJK-Regular.ttc 与 NotoSansCJK-Regular.ttc 的文件夹
需要 fonttools。同一版本的原字体与 fonttools，裁出的文件相同。
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection

SYMBOLS = "≥≤≠±×÷√％‰℃㎡㎥²³·—…“”‘’「」『』【】〔〕〈〉《》☑□■☐＊〓①②③④⑤⑥⑦⑧⑨⑩–•°€￥¥\u00a0\u3000"


def characters():
    for lead in range(0xA1, 0xF8):
        for trail in range(0xA1, 0xFF):
            try:
                yield bytes([lead, trail]).decode("gb2312")
            except UnicodeDecodeError:
                pass
    yield from map(chr, range(0x20, 0x7F))
    yield from SYMBOLS


def cut(source, family, target):
    fonts = TTCollection(source, lazy=True).fonts
    font = next(font for font in fonts if font["name"].getDebugName(1) == family)
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG"]
    options.name_IDs = ["*"]
    options.recalc_timestamp = False
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(characters()))
    subsetter.subset(font)
    font.save(target)


folder = Path(sys.argv[1])
for kind in ("Serif", "Sans"):
    cut(folder / f"Noto{kind}CJK-Regular.ttc", f"Noto {kind} CJK SC", f"Noto{kind}SC-GB2312.otf")
