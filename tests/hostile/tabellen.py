"""Tables made to do harm, each with the one outcome that is right: a refusal of its kind, or a table read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator

from tests.hostile.record import AANGENOMEN, CSV, XLSX, Hostile, document

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/{SHEET}" ContentType="{_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/{STRINGS}" ContentType="{_TYPE}.sharedStrings+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Blad1" sheetId="1" '
    'r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" '
    f'Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    STRINGS: f'<sst xmlns="{_MAIN}"><si><t>Naam</t></si><si><t>Deelnemers</t></si></sst>',
}
_HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'


def documents() -> Iterator[Hostile]:
    """Give all of them."""
    yield from _texts()
    yield from _sheets()
    yield from _packages()


def _texts() -> Iterator[Hostile]:
    head = "Naam;Deelnemers;Rechtsvorm\n"
    cases: list[tuple[str, bytes | str | Callable[[], bytes], str]] = [
        ("formules", head + "=1+1;=2;=3\nA;=cmd|' /C calc'!A0;OL\nB;+SUM(A1:A9);@IF(1)\n", AANGENOMEN),
        ("dde", head + "\"-2+3+cmd|' /C calc'!A0\";x;y\n", AANGENOMEN),
        ("koppeling", head + '"=HYPERLINK(""http://127.0.0.1:9/"";""klik"")";x;y\n', AANGENOMEN),
        ("quotes-genest", head + '"""""""";"a""b";"""x"""\n' * 500, AANGENOMEN),
        ("quotes-verkeerd", head + '"a"b;c;d\n' * 900, AANGENOMEN),
        ("quotes-overal-verkeerd", head + '"a"b;c;d\n' * 1_500, "te-veel"),
        ("quote-nooit-dicht", head + '"A;b;c\n' + "x;y;z\n" * 90_000, AANGENOMEN),
        ("quotes-zonder-einde", head + 'x;"y\n' * 50_000, "te-veel"),
        ("scheefgroei", head + "".join(";" * n + "\n" for n in range(600)), AANGENOMEN),
        ("miljoen-kolommen", lambda: b"a;" * 1_000_000 + b"\n", "onleesbaar"),
        ("miljoen-cellen-in-rij", lambda: head.encode() + b"a;" * 1_000_000 + b"\nB;x;OL\n", AANGENOMEN),
        ("reuzencel", lambda: head.encode() + b"A;" + b"x" * 9_000_000 + b";OL\nB;x;OL\n", AANGENOMEN),
        ("te-veel-rijen", lambda: head.encode() + b"".join(b"V%d;x;\n" % n for n in range(100_001)), "te-veel"),
        ("feiten", lambda: head.encode() + b"".join(b"V%d;%d;\n" % (n, n) for n in range(26_000)), "te-veel"),
        ("lege-rijen", lambda: head.encode() + b";;\n" * 500_000 + b"A;x;OL\n", AANGENOMEN),
        ("te-veel-bytes", lambda: head.encode() + b"x" * 20_000_000, "te-groot"),
        ("nul", (head + "A\0;x;OL\nB;x\0;OL\n").encode(), AANGENOMEN),
        ("alleen-nul", b"\0" * 5_000, "onleesbaar"),
        ("utf-16-zonder-bom", (head + "A;x;OL\n").encode("utf-16-be"), "onleesbaar"),
        ("utf-16-half", "Naam;x\n".encode("utf-16")[:-1], "onleesbaar"),
        ("codering-onmogelijk", head.encode() + b"\x81\x8d\x8f\x90;x;OL\n", "onleesbaar"),
        ("richting", head + "A\u202egnp.exe;x;OL\n", AANGENOMEN),
        ("namen-van-elders", head + "<script>alert(1)</script>;file:///etc/passwd;javascript:x\n", AANGENOMEN),
        ("regex", head + "A;" + "Tilburg en " * 4_000 + ";" + "a " * 20_000 + "\n", AANGENOMEN),
        ("komma's", head + '"A";"' + "x, " * 30_000 + '";OL\n', AANGENOMEN),
        ("datum-ver", "Naam;Begin;Einde\nA;0001-01-01;9999-12-31\nB;2147483648;-1\nC;99-99-9999;x\n", AANGENOMEN),
        ("zonder-koppen", "1;2;3\n4;5;6\n", "onleesbaar"),
    ]  # fmt: skip
    for name, data, outcome in cases:
        yield document(f"tabel/csv-{name}", CSV, data, outcome)


def _sheets() -> Iterator[Hostile]:
    def row(number: int, *cells: str) -> str:
        return f'<row r="{number}">' + "".join(cells) + "</row>"

    def text(reference: str, content: str) -> str:
        return f'<c r="{reference}" t="inlineStr"><is><t>{content}</t></is></c>'

    good = row(2, text("A2", "A"), text("B2", "Tilburg"))
    cases = {
        "gewoon": (good, AANGENOMEN),
        "formule": (row(2, '<c r="A2"><f>WEBSERVICE("http://127.0.0.1:9/")</f><v>1</v></c>'), AANGENOMEN),
        "matrixformule": (row(2, text("A2", "A"), '<c r="B2"><f t="array" ref="B2:B9">A1</f></c>'), AANGENOMEN),
        "gedeelde-formule": (row(2, text("A2", "A"), '<c r="B2"><f t="shared" si="9"/></c>'), AANGENOMEN),
        "dde": (row(2, text("A2", "=cmd|' /C calc'!A0"), text("B2", "@SUM(A1)")), AANGENOMEN),
        "kolom-te-ver": (row(2, text("XFD2", "x")), "te-veel"),
        "kolom-onmogelijk": (row(2, text("AAAA2", "x")), "onleesbaar"),
        "rij-te-ver": (row(2_000_000_000, text("A2000000000", "x")), "onleesbaar"),
        "rij-terug": (good + row(1, text("A1", "x")), "onleesbaar"),
        "rij-geen-getal": ('<row r="twee"/>', "onleesbaar"),
        "laatste-rij": (good + row(1_048_576, text("A1048576", "Z")), AANGENOMEN),
        "lege-rijen": ("".join(f'<row r="{n}"/>' for n in range(2, 200_000)), AANGENOMEN),
        "diep": ("<a>" * 5_000 + "</a>" * 5_000, "te-diep"),
        "tekst-bestaat-niet": (row(2, '<c r="A2" t="s"><v>7</v></c>'), "onleesbaar"),
        "getal-geen-getal": (row(2, '<c r="A2"><v>nan</v></c>'), "onleesbaar"),
        "getal-oneindig": (row(2, '<c r="A2"><v>1e999</v></c>'), AANGENOMEN),
        "stijl-bestaat-niet": (row(2, '<c r="A2" s="99"><v>1</v></c>'), "onleesbaar"),
        "datum-onmogelijk": (row(2, text("A2", "A"), '<c r="B2" t="d"><v>2020-99-99</v></c>'), "onleesbaar"),
        "stuurtekens": (row(2, text("A2", "A_x0000_B"), text("B2", "x")), AANGENOMEN),
        "reuzencel": (row(2, text("A2", "x" * 3_000_000)), AANGENOMEN),
        "samengevoegd": (
            good + '</sheetData><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells><sheetData>',
            AANGENOMEN,
        ),
    }
    for name, (rows, outcome) in cases.items():
        yield _workbook(name, outcome, **{SHEET: _sheet(_HEADER + rows)})


def _packages() -> Iterator[Hostile]:
    plain = _sheet(_HEADER + '<row r="2"><c r="A2" t="s"><v>0</v></c></row>')
    external = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    utf16 = '<?xml version="1.0" encoding="UTF-16"?>' + _ENTITIES + plain
    huge = f'<sst xmlns="{_MAIN}"><si><t>Naam</t></si><si><t>{"x" * 4_000_000}</t></si></sst>'
    yield _workbook("entiteiten-in-blad", "gevaarlijk", **{SHEET: _ENTITIES + plain})
    yield _workbook("entiteiten-utf-16", "gevaarlijk", **{SHEET: utf16.encode("utf-16")})
    yield _workbook("entiteiten-in-teksten", "gevaarlijk", **{SHEET: plain, STRINGS: _ENTITIES + _PARTS[STRINGS]})
    yield _workbook("externe-entiteit", "gevaarlijk", **{SHEET: plain, "xl/styles.xml": external + "<x>&a;</x>"})
    yield _workbook("doctype-in-bijlage", "gevaarlijk", **{SHEET: plain, "docProps/los.bin": _ENTITIES + "<x/>"})
    ebcdic = b'<?xml version="1.0" encoding="cp037"?>' + plain.encode("cp037")
    yield _workbook("vreemde-codering", "onleesbaar", **{SHEET: ebcdic})
    yield _workbook("reuzentekst", AANGENOMEN, **{SHEET: plain, STRINGS: huge})
    yield _workbook("afgebroken-blad", "onleesbaar", **{SHEET: plain[:-30]})
    yield _workbook("zonder-blad", "onleesbaar")
    yield _workbook("macro", AANGENOMEN, **{SHEET: plain, "xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 99})
    link = f'<externalLink xmlns="{_MAIN}"><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'
    yield _workbook("externe-koppeling", AANGENOMEN, **{SHEET: plain, "xl/externalLinks/externalLink1.xml": link})
    yield _bomb("bom-in-blad", lambda: _zip({**_PARTS, SHEET: _sheet(_HEADER + " " * 60_000_000)}))
    yield _bomb("bom-ernaast", lambda: _zip({**_PARTS, SHEET: plain, "xl/media/a.png": b"\0" * 60_000_000}))
    yield _bomb(
        "bom-groot", lambda: _zip({**_PARTS, SHEET: plain, **{f"a{n}": b"\0" * 4_000_000 for n in range(30)}})
    )
    many = {f"x/{n}.xml": "<a/>" for n in range(2_000)}
    yield document("tabel/xlsx-veel-delen", XLSX, lambda: _zip({**_PARTS, SHEET: plain, **many}), "te-veel")
    whole = _zip({**_PARTS, SHEET: plain})
    flipped = bytearray(whole)
    flipped[whole.index(b"PK\x01\x02") - 20] ^= 0xFF
    yield document("tabel/xlsx-beschadigd", XLSX, bytes(flipped), "onleesbaar")
    encrypted = bytearray(whole)
    encrypted[whole.index(b"PK\x01\x02") + 8] |= 1
    yield document("tabel/xlsx-wachtwoord", XLSX, bytes(encrypted), "onleesbaar")
    yield document("tabel/xlsx-lzma", XLSX, _zip({**_PARTS, SHEET: plain}, zipfile.ZIP_LZMA), "onleesbaar")
    yield document("tabel/xlsx-xlsb", XLSX, _zip({"xl/workbook.bin": b"x"}), "onbekende-vorm")
    yield document(
        "tabel/xlsx-ods", XLSX, _zip({"mimetype": "application/vnd.oasis.opendocument"}), "onbekende-vorm"
    )


def _workbook(name: str, outcome: str, **parts: str | bytes) -> Hostile:
    return document(f"tabel/xlsx-{name}", XLSX, _zip({**_PARTS, **parts}), outcome)


def _bomb(name: str, data: Callable[[], bytes]) -> Hostile:
    return document(f"tabel/xlsx-{name}", XLSX, data, "te-groot")


def _sheet(rows: str) -> str:
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def _zip(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, method)
    return out.getvalue()
