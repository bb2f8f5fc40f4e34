"""Write tests/fuzz/bad: files that no release should be, each small, each broken in a way of its own.

    .venv/bin/python scripts/make_bad_files.py

What is to become of each stands in tests/fuzz/outcomes.tsv, by hand.
"""

from __future__ import annotations

import gzip
import io
import struct
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from release_files import make_docx, make_html, make_pdf, make_zip  # noqa: E402

TEXT = "In 2020 the police registered 26,004 crimes and neutralized 254 criminal groups."
WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def make_texts() -> dict[str, bytes]:
    return {
        "nul.txt": b"12 crimes\0 were registered",
        "latin1.txt": "12 cafés were closed".encode("latin-1"),
        "utf16-without-mark.txt": TEXT.encode("utf-16-le"),
        "utf16-odd.txt": "\ufeff12 held".encode("utf-16-le") + b"x",
        "utf16-half-character.txt": b"\xff\xfe" + b"1\0" + b"\x00\xd8" + b"2\0",
        "utf32-beyond.txt": b"\xff\xfe\0\0" + struct.pack("<I", 0x110000),
        "utf8-cut.txt": "12 persons – ə".encode()[:-1],
        "utf8-overlong.txt": b"12 \xc0\xaf held",
        "utf8-half-character.txt": b"12 \xed\xa0\x80 held",
        "gzip.txt": gzip.compress(TEXT.encode(), mtime=0),
        "picture.txt": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "digits.txt": b"The number " + b"7" * 10_000 + b" was found.",
        "arabic-digits.txt": ("٣" * 4_000).encode(),
        "numbers.txt": b"1 " * 60_000,
        "russian.txt": "За девять месяцев зарегистрировано 12 преступлений, задержано 5 человек.".encode(),
        "azerbaijani.txt": (
            "Keçirilən əməliyyatlar nəticəsində 12 nəfər saxlanılıb və onlar barəsində cinayət işi açılıb."
        ).encode(),
        "georgian.txt": "პოლიციამ 12 პირი დააკავა და 5 დანაშაული გახსნა.".encode(),
        "chinese.txt": "警方在行动中逮捕了12名嫌疑人，并缴获了5公斤毒品。".encode(),
        "empty.txt": b"",
        "spaces.txt": b" \r\n\t\n" * 500,
        "mark-only.txt": b"\xef\xbb\xbf",
        "controls.txt": bytes(range(1, 32)) * 20 + b" 12 held",
        "marks-on-letters.txt": ("e" + "\u0301" * 5_000 + " 12 held").encode(),
        "right-to-left.txt": "\u202e12 held\u202c \u200f 1\u200b2 \u2066 5".encode(),
        "brackets.txt": b"(" * 20_000 + b"12" + b")" * 20_000,
        "points.txt": b"1." * 3_000,
        "signs.txt": b"-+" * 5_000 + b"12",
    }


def make_pages() -> dict[str, bytes]:
    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    return {
        "empty.html": b"",
        "no-text.html": b"<html><head><title>x</title></head><body></body></html>",
        "script-only.html": b"<script>" + b"var a = 12;" * 2_000 + b"</script>",
        "deep.html": b"<div>" * 10_000 + TEXT.encode(),
        "deep-bold.html": b"<b><i>" * 5_000 + TEXT.encode(),
        "latin1-undeclared.html": make_html("windows-1252").replace(b"windows-1252", b"none"),
        "latin1-as-utf8.html": make_html("windows-1252").replace(b"windows-1252", b"utf-8"),
        "nul.html": make_html().replace(b"26,004", b"26\0004"),
        "russian.html": (
            "<html><body><article>" + "<p>Зарегистрировано 12 преступлений и задержано 5.</p>" * 9
        ).encode(),
        "entities.html": f'<!DOCTYPE x [<!ENTITY a0 "12">{laughs}]><p>&a9;'.encode(),
        "half-characters.html": make_html().replace(b"26,004", b"&#xD800;&#x110000;26,004"),
        "comments.html": b"<!--" * 20_000 + TEXT.encode(),
        "attributes.html": b"<p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">" + TEXT.encode(),
        "frames.html": b'<frameset><frame src="a.html"></frameset>',
        "cut.html": make_html()[:300],
        "picture.html": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    }


def make_pdfs() -> dict[str, bytes]:
    whole = make_pdf([[TEXT]])
    lock = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ("
        + b"o" * 32
        + b") /U ("
        + b"u" * 32
        + b") >> /ID [(a)(a)] /Root"
    )
    return {
        "empty.pdf": b"",
        "head-only.pdf": b"%PDF-1.7\n",
        "cut.pdf": whole[:150],
        "no-text.pdf": make_pdf([[]]),
        "no-pages.pdf": make_pdf([]),
        "locked.pdf": whole.replace(b"/Root", lock, 1),
        "page-tree-in-a-circle.pdf": whole.replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
        "many-pages-told.pdf": whole.replace(b"/Count 1 ", b"/Count 999999999 "),
        "page.pdf": make_html(),
        "noise.pdf": b"%PDF-1.4\n" + bytes(range(256)) * 20 + b"\n%%EOF",
    }


def make_documents() -> dict[str, bytes]:
    def part(xml: str) -> bytes:
        with zipfile.ZipFile(io.BytesIO(make_docx(["x"], []))) as parts:
            members = {name: parts.read(name) for name in parts.namelist()}
        return make_zip({**members, "word/document.xml": xml.encode()})

    laughs = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    return {
        "empty.docx": b"",
        "no-archive.docx": TEXT.encode(),
        "old-word.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "no-document.docx": make_zip({"a.txt": b"12"}),
        "bomb.docx": make_zip({"word/document.xml": b" " * (257 * 2**20)}),
        "broken-xml.docx": part("<w:document"),
        "entities.docx": part(f'<!DOCTYPE x [<!ENTITY a0 "12">{laughs}]>' + WORD.format("<w:p>&a9;</w:p>")),
        "deep.docx": part(WORD.format("<w:tbl><w:tr><w:tc>" * 30_000)),
        "cut.docx": make_docx([TEXT], [])[:-400],
    }


def make_lines() -> dict[str, bytes]:
    return {
        "broken.jsonl": b'{"text": "12 held"',
        "array.jsonl": b'["12 held"]\n',
        "number.jsonl": b"12\n",
        "no-text.jsonl": b'{"title": "12"}\n',
        "text-null.jsonl": b'{"text": null}\n',
        "latin1.jsonl": '{"text": "12 cafés"}\n'.encode("latin-1"),
        "half-character.jsonl": b'{"text": "\\ud800 12"}\n',
        "nul.jsonl": b'{"text": "12\\u0000"}\n',
        "deep.jsonl": b'{"text": "12", "x": ' + b"[" * 100_000 + b"\n",
        "bad-day.jsonl": b'{"text": "12 held", "published": "31.02.2020"}\n',
        "bad-title.jsonl": b'{"text": "12 held", "title": ["x"]}\n',
        "endless-number.jsonl": b'{"text": "12", "x": ' + b"9" * 10_000 + b"}\n",
        "two-values.jsonl": b'{"text": "12"} {"text": "13"}\n',
        "utf16.jsonl": '\ufeff{"text": "12"}\n'.encode("utf-16-le"),
    }


def make_archives() -> dict[str, bytes]:
    whole = make_zip({"x.txt": TEXT.encode()})
    place = whole.index(b"PK\x01\x02")

    def change(at: int, data: bytes) -> bytes:
        return whole[: place + at] + data + whole[place + at + len(data) :]

    locked = bytearray(change(8, b"\1\0"))
    locked[6] |= 1
    return {
        "empty.zip": b"",
        "no-archive.zip": TEXT.encode(),
        "cut.zip": whole[:-30],
        "bomb.zip": make_zip({f"{n}.txt": b" " * 10_000_000 for n in range(30)}),
        "large-member.zip": make_zip({"x.txt": b" " * 70_000_000}),
        "locked.zip": bytes(locked),
        "leads-out.zip": make_zip({"../../x.txt": b"12"}),
        "absolute.zip": make_zip({"/etc/x.txt": b"12"}),
        "wrong-sum.zip": change(16, b"\0\0\0\0"),
        "unknown-packing.zip": change(10, b"\x63\0"),
        "lies-about-size.zip": change(24, b"\x05\0\0\0"),
        "starts-nowhere.zip": change(42, b"\xff\xff\xff\0"),
        "broken-line.zip": make_zip({"x.jsonl": b'{"text": 1}\n'}),
        "broken-page.zip": make_zip({"x.html": b"<p>", "y.pdf": b"%PDF-", "z.docx": b"PK"}),
    }


def main() -> None:
    folder = ROOT / "tests" / "fuzz" / "bad"
    folder.mkdir(parents=True, exist_ok=True)
    kinds = (make_texts, make_pages, make_pdfs, make_documents, make_lines, make_archives)
    files = {name: data for make in kinds for name, data in make().items()}
    for path in set(folder.iterdir()) - {folder / name for name in files}:
        path.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    print(f"{len(files)} files, {sum(map(len, files.values())):,} bytes")


if __name__ == "__main__":
    main()
