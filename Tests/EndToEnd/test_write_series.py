"""Series that devices make and change, and dates that they take out. onOffice has fewer kinds than phones: manual,
section 12.2."""

import pytest

from client import add, change, delete
from drafts import appointment
from items import assert_same, plain
from office_rules import days
from writing import item_with, made

COLLECTION = "calendar"
OLD, NEW = ["12.1", "14.0", "14.1"], ["16.0", "16.1"]
WEEKLY = [("Calendar:Type", "1"), ("Calendar:Interval", "1")]
THURSDAYS = ("Calendar:Recurrence", WEEKLY + [("Calendar:DayOfWeek", "16")])


@pytest.mark.parametrize(
    "pattern, stored",
    [
        ([("Type", "0"), ("Interval", "2")], ("t", 2)),
        ([("Type", "1"), ("Interval", "2"), ("DayOfWeek", "16")], ("w", 2)),
        ([("Type", "2"), ("Interval", "3"), ("DayOfMonth", "9")], ("m", 3)),
        ([("Type", "5"), ("Interval", "1"), ("DayOfMonth", "9"), ("MonthOfYear", "4")], ("j", 1)),
    ],
)
@pytest.mark.manual("12.2 Wiederholung ←")
def test_series_that_onoffice_has(desk, first, second, version, pattern, stored):
    recurrence = ("Calendar:Recurrence", [("Calendar:" + name, value) for name, value in pattern])
    (server_id,) = first.push(add("s", appointment(version, "Serie", more=[recurrence]))).ids
    row = desk.row(server_id)
    assert (row["rp_flag"], row["rp_type"], row["rp_tage"], row["rp_ende_status"]) == (1, *stored, 2)
    first.sync()
    second.sync()
    for mirror in (first, second):
        assert plain(mirror.items[server_id])["Calendar:Recurrence"].items() >= dict(recurrence[1]).items()


@pytest.mark.parametrize(
    "end", [("Calendar:Until", "20260507T080000Z"), ("Calendar:Occurrences", "5")], ids=["until", "occurrences"]
)
def test_a_series_ends_with_its_last_date(desk, first, version, end):
    pattern = ("Calendar:Recurrence", THURSDAYS[1] + [end])
    (server_id,) = first.push(add("s", appointment(version, "Kurs", more=[pattern]))).ids
    row = desk.row(server_id)
    assert (row["rp_ende_status"], row["rp_ende_datum"]) == (1, "2026-05-07")
    first.sync()
    assert first.sync() == []


@pytest.mark.manual("12.2 Wiederholung ←")
def test_several_days_a_week_become_several_series(desk, first, second, version):
    """Tuesdays and Thursdays, from a Thursday: onOffice has one day, so there are two series and no date is lost."""
    pattern = ("Calendar:Recurrence", WEEKLY + [("Calendar:DayOfWeek", "20"), ("Calendar:Occurrences", "4")])
    subject = f"Training {version}"
    before = desk.count("calendar")
    # The answer is lost once: the retry under a new ClientId makes no more of them.
    lost = first.send(add("t", appointment(version, subject, more=[pattern])))
    assert first.push(add("u", appointment(version, subject, more=[pattern]))).ids == lost.ids
    assert desk.count("calendar") == before + 2
    first.sync()
    second.sync()
    rows = desk.records.rows("SELECT * FROM appointment WHERE description = ?", subject)
    assert sorted(day.day for row in rows for day in days(row)) == [9, 14, 16, 21]
    for mirror in (first, second):
        found = [item for item in map(plain, mirror.items.values()) if item["Calendar:Subject"] == subject]
        assert {item["Calendar:Recurrence"]["Calendar:DayOfWeek"] for item in found} == {"4", "16"}
    assert first.sync() == [] and lost.ids[0] in first.items


@pytest.mark.manual("12.2 Wiederholung ←")
def test_a_weekday_of_the_month_becomes_a_day_of_the_month(desk, first, version):
    """The second Thursday: what onOffice stores goes back, so that the phone shows the truth."""
    kind = [("Type", "3"), ("Interval", "1"), ("WeekOfMonth", "2"), ("DayOfWeek", "16")]
    pattern = ("Calendar:Recurrence", [("Calendar:" + name, value) for name, value in kind])
    (server_id,) = first.push(add("m", appointment(version, "Stammtisch", more=[pattern]))).ids
    first.sync()
    found = plain(first.items[server_id])["Calendar:Recurrence"]
    assert (found["Calendar:Type"], found["Calendar:DayOfMonth"]) == ("2", "9")
    assert desk.row(server_id)["rp_type"] == "m"


@pytest.mark.parametrize("version", OLD)
def test_up_to_14_1_a_date_is_taken_out_by_an_exception(desk, first, second, version):
    server_id = made(first, appointment(version, "Runde", more=[THURSDAYS]))
    second.sync()
    gone = [("Calendar:Deleted", "1"), ("Calendar:ExceptionStartTime", "20260416T080000Z")]
    whole = appointment(version, "Runde", more=[THURSDAYS, ("Calendar:Exceptions", [("Calendar:Exception", gone)])])
    assert not first.push(change(server_id, whole)).failed
    assert desk.row(server_id)["rp_exception"] == "#2026-04-16"
    assert first.sync() == []
    second.sync()
    assert_same(first, second)


@pytest.mark.parametrize("version", NEW)
def test_from_16_0_a_date_is_deleted_by_itself(desk, first, second, version):
    server_id = made(first, appointment(version, "Runde", more=[THURSDAYS]))
    second.sync()
    for instance in ("20260416T080000Z", "20260430T080000Z"):
        assert not first.push(delete(server_id, instance)).failed
    assert desk.row(server_id)["rp_exception"] == "#2026-04-16#2026-04-30"
    assert desk.row(server_id)["status"] == "active"
    assert first.sync() == []
    second.sync()
    assert_same(first, second)


def test_a_changed_date_leaves_the_series(desk, first, second, version):
    """onOffice takes the date out and makes an appointment of its own, which devices then get."""
    subject = f"Einzeln {version}"
    server_id = made(first, appointment(version, "Reihe", more=[THURSDAYS]))
    second.sync()
    moved = [
        ("Calendar:Subject", subject),
        ("Calendar:StartTime", "20260417T120000Z"),
        ("Calendar:EndTime", "20260417T130000Z"),
    ]
    if version >= "16.0":
        answer = first.push(change(server_id, moved, "20260416T080000Z"))
    else:
        exception = [("Calendar:ExceptionStartTime", "20260416T080000Z")] + moved
        exceptions = ("Calendar:Exceptions", [("Calendar:Exception", exception)])
        answer = first.push(change(server_id, appointment(version, "Reihe", more=[THURSDAYS, exceptions])))
    assert not answer.failed
    assert desk.row(server_id)["rp_exception"] == "#2026-04-16"
    first.sync()
    second.sync()
    for mirror in (first, second):
        single = item_with(mirror, "Calendar:Subject", subject)
        assert desk.row(single)["start_dt"] == "2026-04-17 14:00:00" and not desk.row(single)["rp_flag"]
        assert desk.participants(single) == {desk.number()}
        assert len(plain(mirror.items[server_id])["Calendar:Exceptions"]) == 1
    assert first.sync() == [] and second.sync() == []


@pytest.mark.parametrize("version", NEW)
def test_a_changed_date_that_is_edited_again_before_the_answer_comes(desk, first, version):
    (server_id,) = first.push(add("s", appointment(version, "Kurs", more=[THURSDAYS]))).ids
    first.sync()
    # The answer is lost, and the user goes on editing.
    for room in ("Saal", "Garten"):
        renamed = [("Calendar:Subject", f"Kurs im {room} {version}")]
        assert not first.send(change(server_id, renamed, "20260416T080000Z")).failed
    (row,) = desk.records.rows("SELECT * FROM appointment WHERE description LIKE ?", f"Kurs im % {version}")
    assert row["description"] == f"Kurs im Garten {version}"
    assert desk.row(server_id)["rp_exception"] == "#2026-04-16"
