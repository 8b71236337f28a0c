"""Many machines: procrastinate on PostgreSQL carries visits to workers on other hosts.

It merely tells them which visit to make next. Who makes it, and how it ended, stands in the visits
as ever: a job that is lost, doubled or late costs nothing but time.
"""
