#!/usr/bin/python3
"""Schedules, as data and as questions (C3, C4)."""

import csv
import datetime
import unittest
import zoneinfo
from pathlib import Path

import kefu

ROOT = Path(__file__).resolve().parents[2]
UTC = datetime.timezone.utc
CHINA = datetime.timezone(datetime.timedelta(hours=8))
WORKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday"]


def rules(**more):
    return kefu.Ruleset({"desks": [{"name": "shop", "schedule": "office"},
                                   {"name": "help"}], **more})


def office(**more):
    return {"name": "office", "slots": [
        {"days": WORKDAYS, "from": "09:00", "to": "18:00"}], **more}


def china(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=CHINA)


class Questions(unittest.TestCase):
    def test_an_office(self):
        ruleset = rules(schedules=[office()])
        friday = china("2026-02-13T17:00")
        self.assertTrue(ruleset.is_open("office", friday))
        self.assertFalse(ruleset.is_open("office", china("2026-02-13T18:00")))
        self.assertEqual(ruleset.next_closing("office", friday),
                         kefu.to_ms(china("2026-02-13T18:00")))
        self.assertEqual(ruleset.next_opening("office", friday),
                         kefu.to_ms(china("2026-02-16T09:00")))
        hour = datetime.timedelta(hours=1)
        self.assertEqual(
            ruleset.open_time("office", friday, friday + 72 * hour),
            9 * 3_600_000)
        self.assertEqual(ruleset.add_open_time("office", friday, 3 * hour),
                         kefu.to_ms(china("2026-02-16T11:00")))
        self.assertEqual(ruleset.add_working_days("office", friday, 1),
                         kefu.to_ms(china("2026-02-16T17:00")))

    def test_no_schedule_is_always_open_and_never_closes(self):
        ruleset = rules(schedules=[office()])
        self.assertEqual(ruleset.hours_of("shop"), "office")
        self.assertEqual(ruleset.hours_of("help"), "")
        self.assertTrue(ruleset.is_open("", 0))
        self.assertIsNone(ruleset.next_closing("", 0))

    def test_what_is_not_known_is_said(self):
        ruleset = rules(
            calendars=[{"name": "c", "known_until": "2026-12-31"}],
            schedules=[office(calendar="c")])
        with self.assertRaises(kefu.UnknownDay):
            ruleset.is_open("office", china("2027-01-01T00:00"))
        with self.assertRaises(kefu.UnknownDay):
            ruleset.next_opening("office", china("2026-12-31T18:00"))
        with self.assertRaises(kefu.UnknownName) as caught:
            ruleset.is_open("ofice", 0)
        self.assertEqual(caught.exception.code, "unknown_schedule")
        with self.assertRaises(kefu.UnknownName):
            ruleset.hours_of("nowhere")
        with self.assertRaises(ValueError):
            ruleset.add_working_days("office", 0, -1)

    def test_every_day_of_the_chinese_calendar(self):
        days = read("cn_workdays_2007_2026.csv")
        ruleset = rules(
            calendars=[{
                "name": "china",
                "days_off": [d["date"] for d in days
                             if d["holiday_cn"] == "off"],
                "make_up_days": [d["date"] for d in days
                                 if d["holiday_cn"] == "work"]}],
            schedules=[office(calendar="china")])
        for day in days:
            at = china(day["date"] + "T12:00")
            self.assertEqual(ruleset.is_open("office", at),
                             day["is_workday"] == "1", day["date"])


class Zones(unittest.TestCase):
    def test_every_change_of_eight_zones(self):
        begin = datetime.datetime(1970, 1, 1, tzinfo=UTC)
        end = datetime.datetime(2037, 12, 31, tzinfo=UTC)
        by_zone = {}
        for row in read("tz_transitions.csv"):
            by_zone.setdefault(row["zone"], []).append(row)
        self.assertEqual(len(by_zone), 8)
        for name, rows in by_zone.items():
            try:
                table = kefu.time_zone_table(name, begin, end)
            except zoneinfo.ZoneInfoNotFoundError:
                self.skipTest("the machine has no time zones")
            changes = [(kefu.to_ms(datetime.datetime.fromisoformat(
                            change["at"].replace("Z", "+00:00"))),
                        offset_seconds(change["offset"]))
                       for change in table["changes"]]
            expected = [(int(row["epoch"]) * 1000, int(row["offset_after"]))
                        for row in rows]
            self.assertEqual(changes, expected, name)
            self.assertEqual(offset_seconds(table["offset"]),
                             int(rows[0]["offset_before"]), name)
            rules(schedules=[office()], time_zone=table)


def read(name):
    with open(ROOT / "tests" / "data" / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def offset_seconds(text):
    parts = [int(part) for part in text[1:].split(":")]
    seconds = sum(part * unit for part, unit in zip(parts, (3600, 60, 1)))
    return -seconds if text[0] == "-" else seconds


if __name__ == "__main__":
    unittest.main()
