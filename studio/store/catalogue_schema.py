"""The tables of the catalogue, as the steps that lead from an empty file to them. Steps are only ever added.

batch   what was submitted: where to, how urgent, when it may run, and what the person wishes (run, pause, cancel)
look    a preset as JSON by its hash: two thousand photos share one
job     one photo of a batch: waiting | later | running | done | failed | cancelled, and the runner that has it
item    the journal: one line per photo and channel, written in the same transaction that ends the job
event   what happened, in order, for whoever watches: window, server, webhooks
"""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE batch (
            id TEXT PRIMARY KEY,
            mark TEXT UNIQUE,
            name TEXT NOT NULL,
            out_dir TEXT NOT NULL,
            priority INTEGER NOT NULL,
            wish TEXT NOT NULL CHECK (wish IN ('run', 'pause', 'cancel')),
            held TEXT NOT NULL DEFAULT '',
            plan TEXT NOT NULL,
            conditions TEXT NOT NULL,
            created REAL NOT NULL,
            started REAL,
            ended REAL,
            worked REAL NOT NULL DEFAULT 0,
            peak INTEGER NOT NULL DEFAULT 0
        )""",
        "CREATE TABLE look (hash TEXT PRIMARY KEY, preset TEXT NOT NULL) WITHOUT ROWID",
        """CREATE TABLE job (
            batch TEXT NOT NULL REFERENCES batch ON DELETE CASCADE,
            at INTEGER NOT NULL,
            look TEXT NOT NULL REFERENCES look,
            document TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'later', 'running', 'done', 'failed', 'cancelled')),
            runner TEXT,
            strikes INTEGER NOT NULL DEFAULT 0,
            source TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (batch, at)
        ) WITHOUT ROWID""",
        "CREATE INDEX job_by_state ON job (batch, state, strikes, at)",
        "CREATE INDEX job_by_runner ON job (runner) WHERE runner IS NOT NULL",
        """CREATE TABLE item (
            batch TEXT NOT NULL,
            at INTEGER NOT NULL,
            place INTEGER NOT NULL,
            status TEXT NOT NULL,
            document TEXT NOT NULL,
            reviewed TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (batch, at, place),
            FOREIGN KEY (batch, at) REFERENCES job ON DELETE CASCADE
        ) WITHOUT ROWID""",
        """CREATE TABLE event (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            batch TEXT NOT NULL,
            kind TEXT NOT NULL,
            time REAL NOT NULL,
            data TEXT NOT NULL
        )""",
        "CREATE INDEX event_by_batch ON event (batch, number)",
    ),
)
