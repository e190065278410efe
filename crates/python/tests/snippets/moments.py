import calendar
import datetime
import time
from datetime import date, timedelta, timezone
from zoneinfo import ZoneInfo

moment = datetime.datetime(2026, 1, 2, 3, 4, 5, 6, tzinfo=timezone.utc)
print(moment, repr(moment), moment.isoformat(), moment.strftime("%Y-%m-%d %H:%M:%S %z"))
print(datetime.datetime.strptime("2026-01-02 03:04", "%Y-%m-%d %H:%M"))
print(datetime.datetime.fromisoformat("2026-01-02T03:04:05+02:00").utcoffset())
print(moment + timedelta(days=30, hours=1), moment - datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC))
print(date(2026, 1, 31).replace(month=3), date.fromordinal(730000), datetime.datetime.min)
print(datetime.datetime.fromtimestamp(0, timezone.utc), datetime.datetime.now().tzinfo)
print(datetime.datetime.now(timezone.utc).tzinfo, date.today() >= date(2024, 1, 1))
print(timedelta(seconds=90061), timedelta(days=1).total_seconds(), datetime.time(1, 2).isoformat())
print(moment.astimezone(ZoneInfo("Europe/Berlin")), moment.astimezone(ZoneInfo("America/New_York")))
print(time.time() > 1, time.monotonic() > 0, time.strftime("%Y", time.gmtime(0)), time.time_ns() > 1)
print(calendar.monthrange(2024, 2)[1])
