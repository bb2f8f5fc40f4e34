"""Makes small files of each format, so that tests need none that was saved elsewhere."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

SENTENCES = [
    "In the first nine months of the year the police registered 26,004 crimes across the country.",
    "That is 3.1 percent less than in the same period of the year before.",
    "The departments neutralized 254 criminal groups and detained 466 persons.",
]
_PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title} | Ministry</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="Ministry of Order">
<meta property="article:published_time" content="2023-10-27T09:00:00+04:00">
<link rel="canonical" href="https://example.org/news/1"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News (1,204)</a></li></ul></nav>
<article><h1>{title}</h1>{paragraphs}</article>
<aside><h3>Latest</h3><a href="/2">12 cars were found, 3 March 2024</a></aside>
<footer>Visitors today: 5,311. Phone 102.</footer></body></html>"""


def make_html(charset: str = "utf-8", title: str = "Nine months in figures") -> bytes:
    paragraphs = "".join(f"<p>{sentence} The minister of Şəki spoke.</p>" for sentence in SENTENCES)
    text = _PAGE.format(charset=charset, title=title, paragraphs=paragraphs)
    return (text if charset == "utf-8" else text.replace("Ş", "S").replace("ə", "é")).encode(charset)


def make_pdf(pages: list[list[str]], created: str = "D:20231027090000+04'00'", title: str = "Nine months") -> bytes:
    """Write a PDF with a line of text for each string."""
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        shown = "\n".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 40 780 Td\n{shown}\nET"
        kids.append(len(bodies) + 1)
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(bodies) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        bodies.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    bodies[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    bodies.append(f"<< /Title ({title}) /CreationDate ({created}) >>")
    out, places = io.BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(bodies, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    table = out.tell()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    out.write(f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{rows}".encode())
    out.write(f"trailer << /Size {len(bodies) + 1} /Root 1 0 R /Info {len(bodies)} 0 R >>\n".encode())
    out.write(f"startxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def make_docx(paragraphs: list[str], rows: list[list[str]], title: str = "") -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def make_zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def make_jsonl(*rows: object) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def make_folder(folder: Path) -> Path:
    """Write a folder with the same release in each format, each with a number of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    text = " ".join(SENTENCES)
    (folder / "a.txt").write_text(text)
    (folder / "b.html").write_bytes(make_html())
    (folder / "c.pdf").write_bytes(make_pdf([SENTENCES, ["On the second page 31 vehicles were found."]]))
    (folder / "d.docx").write_bytes(make_docx(SENTENCES, [["Murders", "118"], ["Thefts", "1,126"]], "Nine months"))
    (folder / "e.jsonl").write_bytes(
        make_jsonl(
            {"text": text + " Another 77 persons are wanted.", "published": "2023-10-27", "title": "T"}, {"text": text}
        )
    )
    members = {
        "x.txt": f"{text} They found 12 cars.".encode(),
        "sub/y.html": make_html(title="In a ZIP"),
        "z.png": b".",
    }
    (folder / "f.zip").write_bytes(make_zip(members))
    return folder
