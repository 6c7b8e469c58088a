"""A fictitious history of the Ganzhou reform up to 2021-02-18, played through the verbs.

People, numbers, documents and reasons are invented; counties, tasks and deadlines are the notice's.
"""

from datetime import date

DAY = date(2021, 2, 18)
PASSWORD = "Demo-2021-Tracker"
