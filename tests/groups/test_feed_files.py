"""Files taken apart: encodings, tables, spreadsheets, packages, and what is refused."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import time

import pytest

from clinic.groups.feeds import limits, parsing, reading
from clinic.groups.feeds.documents import Shape
from clinic.groups.feeds.reading import Refused
from tests.groups.feeds import ATTACKS, FEEDS, HALL, LAMP, noted, parse, sheet, skipped, table

pytestmark = pytest.mark.usefixtures("session")
HEADER = ["ID", "Name", "Day", "Time", "Conference URL", "Address", "Types", "Region"]
ROW = ["lamp", "Lámp, the", "Tuesday", "7:00 PM", "https://zoom.us/j/12345", HALL, "O, W", "A > B"]


def package(parts):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as one:
        for name, content in parts.items():
            one.writestr(name, content)
    return written.getvalue()


def facts(slot):
    return slot.uid, slot.name, slot.weekday, f"{slot.starts_at:%H:%M}", slot.traits, slot.partition


TABLE = ("lamp", "Lámp, the", 2, "19:00", ["women"], "A")
TABLES = {
    "comma": table([HEADER, ROW]).encode(),
    "semicolon": table([HEADER, ROW], delimiter=";").encode(),
    "tab": table([HEADER, ROW], delimiter="\t").encode(),
    "bar": table([HEADER, ROW], delimiter="|").encode(),
    "told": b"sep=;\r\n" + table([HEADER, ROW], delimiter=";").encode(),
    "all in quotes": table([HEADER, ROW], quoting=1).encode(),
    "single quotes": table([HEADER, ROW], quoting=1, quotechar="'").encode(),
    "mark": table([HEADER, ROW]).encode("utf-8-sig"),
    "windows": table([HEADER, ROW]).encode("cp1252"),
    "utf-16": table([HEADER, ROW]).encode("utf-16"),
    "old mac": table([HEADER, ROW], lineterminator="\r").encode(),
    "empty lines": ("\n\n" + table([HEADER, [], ROW, ["", ""]])).encode(),
    "wide": table([[*HEADER, "", ""], [*ROW, "", ""]]).encode(),
    "spreadsheet": sheet([HEADER, ROW]),
    "packed": package({"export/meetings.csv": table([HEADER, ROW])}),
}


@pytest.mark.parametrize("content", TABLES.values(), ids=TABLES.keys())
def test_a_table_is_read_however_it_is_written(content):
    batch = parse(content)

    assert [facts(slot) for slot in batch.slots] == [TABLE]
    assert batch.slots[0].conference_url == "https://zoom.us/j/12345"
    assert batch.slots[0].place.street == "12 Elm Street"


def test_cells_of_a_spreadsheet_are_read_as_typed():
    rows = [["Name", "Slug", "Day", "Time", "End time"], ["Lamp", 7.0, 2, time(19, 30), 0.875]]

    (slot,) = parse(sheet(rows)).slots

    assert (slot.uid, slot.weekday, f"{slot.starts_at:%H:%M}", slot.minutes) == (
        "7",
        2,
        "19:30",
        90,
    )


def test_columns_of_other_lists_are_understood():
    rows = [
        {
            "Guid": "a1",
            "Title": "Lamp",
            "Day": "Monday",
            "Time": "19:30",
            "Duration": "1hr 30mins",
            "Venue": "St. Mark's Hall",
            "Address1": "12 Elm Street",
            "Town": "Leeds",
            "Postcode": "LS1 1AA",
            "Country": "United Kingdom",
            "Lat": "53.8",
            "Lng": "-1.5",
        },
        {"wso_id": "7", "meeting_name": "Table", "times": "Tuesday 08:15 PM", "zip": "2134"},
    ]

    first, second = parse(rows, timezone="").slots

    assert facts(first) == ("a1", "Lamp", 1, "19:30", [], "United Kingdom")
    assert (first.minutes, first.timezone, first.place.latitude) == (90, "Europe/London", 53.8)
    assert (second.uid, second.weekday, f"{second.starts_at:%H:%M}") == ("7", 2, "20:15")
    assert second.place.postcode == "02134"


def test_a_row_with_more_cells_than_the_header_is_skipped_and_present():
    content = b"slug,name,day,time\nlamp,Lamp,2,19:00\ntable,Table, the,3,18:00\n"

    batch = parse(content)

    assert [slot.uid for slot in batch.slots] == ["lamp"]
    assert skipped(batch) == [(2, "")]
    assert batch.present == {"table"}


def test_a_package_of_tables_is_taken_apart_and_written_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    parts = {
        "../../services.csv": "id,name\n1,Lamp\n",
        "/abs/Locations.CSV": "id,name\n2,Hall\n",
        "__MACOSX/._x.csv": "x",
        "empty.csv": "id,name\n",
        "datapackage.json": "{}",
    }

    document = reading.document(package(parts))

    assert document.shape is Shape.PACKAGE
    assert document.tables == {
        "services": [{"id": "1", "name": "Lamp"}],
        "locations": [{"id": "2", "name": "Hall"}],
        "empty": [],
    }
    assert list(tmp_path.iterdir()) == []


def test_a_named_format_is_used_or_refused_with_a_reason():
    content = json.dumps([LAMP]).encode()

    assert parse(content, format="meeting_guide_json").format == "meeting_guide_json"
    for name in ("meeting_guide_csv", "google_sheet", "clinic_csv", "papyrus"):
        with pytest.raises(Refused):
            parse(content, format=name)


def test_a_wrong_guess_can_be_corrected():
    content = table([["Who", "Name"], ["x", "Lamp"]]).encode()
    with pytest.raises(Refused):
        parse(content)

    batch = parse(content, format="meeting_guide_csv")

    assert [slot.name for slot in batch.slots] == ["Lamp"]


def test_every_format_has_a_name_of_its_own():
    names = [known.NAME for known in parsing.FORMATS]

    assert len(set(names)) == len(names)


def test_a_zone_nobody_knows_is_refused():
    with pytest.raises(Refused):
        parse([LAMP], timezone="EST")


XML = '<?xml version="1.0"?>'
FAR = '<row r="999999999"><c r="A999999999"><v>1</v></c></row>'
HOSTILE = {
    "nothing": b"",
    "nul": b"name,day\nA,b\x00c\n",
    "utf-16 that is none": b"\xff\xfe\x00\xd8",
    "open quote": b'name,day\n"A,1\nB,2\n',
    "header only": b"name,day,time\n",
    "no header of ours": b"a,b\n1,2\n",
    "many columns": ",".join(f"c{n}" for n in range(10_000)).encode() + b"\n1\n",
    "long cell": b'name,day\n"' + b"x" * 200_000 + b'",1\n',
    "long value": b'[{"name":"' + b"x" * 10_000_000 + b'"}]',
    "pdf": b"%PDF-1.7\nname\nA\n",
    "program": b"MZ\x90\x00" + b"\0" * 100,
    "gzip": b"\x1f\x8b\x08\x00",
    "old spreadsheet": b"\xd0\xcf\x11\xe0" + b"x" * 100,
    "many objects": b"[" + b"{}," * 2_100_000 + b"{}]",
    "deep object": b'{"a":' * 100_000,
    "broken package": b"PK\x03\x04" + b"x" * 100,
    "empty package": package({}),
    "package of pictures": package({"a.png": b"x"}),
    "package in a package": package({"a.csv": package({"b.csv": b"name\nA\n"})}),
    "two of one name": package({"a/x.csv": "a\n1\n", "b/x.csv": "a\n1\n"}),
    "many parts": package({f"{n}.csv": "a\n1\n" for n in range(501)}),
    "spreadsheet of nothing": package({"xl/workbook.xml": "<x/>"}),
    "entities": package({"xl/workbook.xml": f'{XML}<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'}),
    "line of lines": b'{"name":"A"}\n{"name":',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_with_a_reason(content):
    with pytest.raises(Refused) as refusal:
        parse(content)

    assert str(refusal.value).endswith(".")


def test_a_sheet_that_says_it_is_endless_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 100)
    whole = sheet([["Name", "Day"], ["A", 1]])
    with zipfile.ZipFile(io.BytesIO(whole)) as one:
        parts = {name: one.read(name) for name in one.namelist()}
    rows = parts["xl/worksheets/sheet1.xml"].decode()
    parts["xl/worksheets/sheet1.xml"] = rows.replace("</sheetData>", f"{FAR}</sheetData>")

    with pytest.raises(Refused):
        parse(package(parts))


def test_a_package_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED", 1_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", None)

    with pytest.raises(Refused):
        parse(package({"a.csv": b" " * 2_000}))


@pytest.mark.parametrize("name", ["MAX_ROWS", "MAX_CELLS", "MAX_COMMAS"])
def test_rows_cells_and_values_are_bounded(monkeypatch, name):
    monkeypatch.setattr(limits, name, 1)
    content = json.dumps({"values": [["name", "day"], ["A", 1], ["B", 2]]}).encode()

    with pytest.raises(Refused):
        parse(content)


def attacks():
    file = ATTACKS / "feed_attacks.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else []


def attack_content(attack):
    if "record" in attack:
        return json.dumps([attack["record"], LAMP]).encode()
    if "feed" in attack:
        return attack["feed"].encode()
    made = eval(attack["gen"])  # our own list of hostile files, each a Python expression
    return json.dumps([made]).encode() if isinstance(made, dict) else made.encode()


CONTENTS = [attack for attack in attacks() if "server" not in attack]


@pytest.mark.parametrize("attack", CONTENTS, ids=lambda attack: attack["id"])
def test_known_attacks_end_in_a_refusal_or_a_whole_batch(attack):
    try:
        batch = parse(attack_content(attack))
    except Refused:
        return
    assert batch.slots[-1].uid == "lamp"
    assert "javascript:" not in "".join(slot.conference_url for slot in batch.slots)
    assert batch.unreadable or "row rejected" not in attack["expect"]


@pytest.mark.skipif(not (ATTACKS / "gen_bombs.py").exists(), reason="the bombs are not here")
@pytest.mark.slow
def test_bombs_are_refused(tmp_path):
    subprocess.run([sys.executable, ATTACKS / "gen_bombs.py", tmp_path], check=True)

    for bomb in sorted(tmp_path.iterdir()):
        with pytest.raises(Refused):
            parse(bomb.read_bytes())


@pytest.mark.parametrize(
    "name",
    ["orange-county-2023-09-01.json", "sf-marin-2020-07-19.json", "sf-marin-2020-07-21.json"],
)
def test_real_files_come_in_whole(name):
    file = FEEDS / name
    if not file.exists():
        pytest.skip("the real files are not here")
    content = file.read_bytes()

    batch = parse(content)

    assert (batch.unreadable, skipped(batch)) == (0, [])
    assert batch.read == len(batch.slots) == len(json.loads(content))


def test_all_is_said_of_a_good_file_and_nothing_more():
    assert noted(parse([LAMP])) == set()
