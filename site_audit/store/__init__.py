"""What is kept: colleges, runs, visits, judgements; the questions asked of them."""

from site_audit.store.claims import Claim, Ended, claim, crashed, finish, release, renew
from site_audit.store.colleges import (
    Only,
    Saved,
    colleges,
    find_college,
    key_of,
    place_of,
    save_register,
)
from site_audit.store.columns import clean_text
from site_audit.store.counts import Counts, Spent, VisitCount, counts
from site_audit.store.database import StoreError, open_database, upgrade
from site_audit.store.judgements import (
    By,
    Judgement,
    Marks,
    SiteResult,
    add_judgement,
    judgement,
    judgements,
    results,
)
from site_audit.store.programmes import Taught, taught, unlisted
from site_audit.store.runs import Plan, Profile, Run, close_run, open_run, run, runs
from site_audit.store.visits import (
    Progress,
    Visit,
    cited_archives,
    previous_archive,
    progress,
    visits_of,
)

__all__ = [
    "By",
    "Claim",
    "Counts",
    "Ended",
    "Judgement",
    "Marks",
    "Only",
    "Plan",
    "Profile",
    "Progress",
    "Run",
    "Saved",
    "SiteResult",
    "Spent",
    "StoreError",
    "Taught",
    "Visit",
    "VisitCount",
    "add_judgement",
    "cited_archives",
    "claim",
    "clean_text",
    "close_run",
    "colleges",
    "counts",
    "crashed",
    "find_college",
    "finish",
    "judgement",
    "judgements",
    "key_of",
    "open_database",
    "open_run",
    "place_of",
    "previous_archive",
    "progress",
    "release",
    "renew",
    "results",
    "run",
    "runs",
    "save_register",
    "taught",
    "unlisted",
    "upgrade",
    "visits_of",
]
