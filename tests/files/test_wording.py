"""Official texts as lines: Word and plain text alike, and what is neither."""

from __future__ import annotations

import io
import unicodedata
import zipfile

import docx
import pytest

from thenchot.files import wording
from thenchot.lib.refusals import Refusal
from thenchot.rulesets.actions.import_wording import cut

TEXT = """NGHỊ ĐỊNH
Chương I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
1. Văn bản này quy định việc đánh giá.
2. Áp dụng cho mọi đơn vị.
Điều 2. Đối tượng áp dụng
Công chức của cơ quan.
Điều 3. Hiệu lực thi hành
Có hiệu lực từ ngày ký.
 / Nơi nhận: / - Như Điều 3;
PHỤ LỤC I
Điều 1. Không phải điều của nghị định
"""


def word(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode(), b"\xff\xfe" + TEXT.encode("utf-16-le"),
     b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT.replace("\n", "\r\n").encode(),
     unicodedata.normalize("NFD", TEXT).encode(), word(TEXT)],
    ids=["utf-8", "marked", "utf-16-le", "utf-16-be", "windows lines", "decomposed", "word"],
)  # fmt: skip
def test_every_way_to_save_the_text_gives_the_same_articles(data: bytes) -> None:
    articles = cut(wording.lines(data))
    assert list(articles) == [1, 2, 3]
    assert articles[1] == ("Phạm vi điều chỉnh", "1. Văn bản này quy định việc đánh giá.\n2. Áp dụng cho mọi đơn vị.")
    assert articles[3] == ("Hiệu lực thi hành", "Có hiệu lực từ ngày ký.")


def test_tables_and_breaks_in_a_word_document_are_lines_too() -> None:
    document = docx.Document()
    document.add_paragraph("Điều 1. Một\nhai")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Điều 2. Ô trái", "ô phải"
    document.add_paragraph("cuối")
    buffer = io.BytesIO()
    document.save(buffer)
    assert wording.lines(buffer.getvalue()) == ["Điều 1. Một", "hai", "Điều 2. Ô trái", "ô phải", "cuối"]


def test_merged_cells_of_a_table_come_once() -> None:
    document = docx.Document()
    table = document.add_table(1, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "một lần"
    buffer = io.BytesIO()
    document.save(buffer)
    assert wording.lines(buffer.getvalue()).count("một lần") == 1


def _without_text(data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<w:oops" if name == "word/document.xml" else old.read(name))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "files.empty"),
        (b"  \n\n ", "files.empty"),
        (b"\xc0\xc1 TCVN3", "files.not_text"),
        (b"%PDF-1.7\0\0", "files.not_text"),
        (bytes.fromhex("d0cf11e0a1b11ae1"), "files.old_format"),
        (b"PK\x03\x04 cut off", "files.not_a_document"),
        (_without_text(word(TEXT)), "files.not_a_document"),
        (word(TEXT)[:-200], "files.not_a_document"),
        (b"x" * (11 * 1024 * 1024), "files.too_large"),
    ],
    ids=["empty", "blank", "old letters", "pdf", "doc", "broken archive", "broken xml", "cut short", "too large"],
)
def test_what_is_no_text_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        wording.lines(data)
    assert refused.value.code == code
    assert refused.value.sentence


def test_a_document_that_unpacks_without_end_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b"\0" * (90 * 1024 * 1024))
    with pytest.raises(Refusal) as refused:
        wording.lines(buffer.getvalue())
    assert refused.value.code == "files.unpacks_too_large"
