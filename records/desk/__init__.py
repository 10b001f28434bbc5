"""The repository for staff and worker, and the only door to the restricted database.

Every change runs inside one writing transaction of records; what it writes to sources is committed first, inside it.
A process killed in between leaves sources ahead of records: the next run or save puts them right (see `views`).
"""
