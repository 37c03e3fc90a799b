"""The tables of the ledger, as the steps that lead from an empty file to them. Steps are only ever added.

call    one line per call, written before anything is sent. state: open (on its way), done, failed, given-up (a person
        decided that a line whose end nobody saw is settled). A line that is open while its runner is dead is unsettled.
sent    what left the computer with a call, piece by piece
answer  results by provider and content: what was paid once is never asked again
night   batches that were handed in at half the price: the provider's own id is all that must survive a restart
shift   the calls of such a batch, with what is needed to read their answers
"""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE call (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time REAL NOT NULL,
            day TEXT NOT NULL,
            task TEXT NOT NULL,
            provider TEXT NOT NULL,
            place TEXT NOT NULL,
            model TEXT NOT NULL,
            key TEXT NOT NULL,
            batch TEXT NOT NULL DEFAULT '',
            photo TEXT NOT NULL DEFAULT '',
            size TEXT NOT NULL DEFAULT '',
            quality TEXT NOT NULL DEFAULT '',
            sent_bytes INTEGER NOT NULL,
            estimate_usd REAL,
            runner TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'failed', 'given-up')),
            billed TEXT NOT NULL DEFAULT 'unknown' CHECK (billed IN ('no', 'yes', 'unknown')),
            cost_usd REAL,
            usage TEXT NOT NULL DEFAULT '{}',
            connect REAL,
            first_byte REAL,
            total REAL,
            attempts INTEGER,
            error TEXT NOT NULL DEFAULT '',
            message TEXT NOT NULL DEFAULT '',
            request_id TEXT NOT NULL DEFAULT ''
        )""",
        "CREATE INDEX call_by_day ON call (day, model)",
        "CREATE INDEX call_by_key ON call (key, provider, state)",
        "CREATE INDEX call_by_model ON call (task, model, state)",
        """CREATE TABLE sent (
            call INTEGER NOT NULL REFERENCES call ON DELETE CASCADE,
            at INTEGER NOT NULL,
            what TEXT NOT NULL,
            media_type TEXT NOT NULL,
            bytes INTEGER NOT NULL,
            width INTEGER,
            height INTEGER,
            sha256 TEXT NOT NULL,
            words TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (call, at)
        ) WITHOUT ROWID""",
        """CREATE TABLE answer (
            key TEXT NOT NULL,
            provider TEXT NOT NULL,
            call INTEGER NOT NULL,
            model TEXT NOT NULL,
            value TEXT,
            picture BLOB,
            media_type TEXT NOT NULL DEFAULT '',
            notes TEXT NOT NULL DEFAULT '[]',
            PRIMARY KEY (key, provider)
        )""",
    ),
    (
        """CREATE TABLE night (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time REAL NOT NULL,
            task TEXT NOT NULL,
            model TEXT NOT NULL,
            account TEXT NOT NULL,
            batch TEXT NOT NULL DEFAULT '',
            state TEXT NOT NULL DEFAULT 'handing-in',
            finished INTEGER NOT NULL DEFAULT 0,
            failed INTEGER NOT NULL DEFAULT 0,
            looked REAL
        )""",
        """CREATE TABLE shift (
            night INTEGER NOT NULL REFERENCES night ON DELETE CASCADE,
            name TEXT NOT NULL,
            call INTEGER NOT NULL REFERENCES call,
            photo TEXT NOT NULL,
            limits TEXT NOT NULL,
            PRIMARY KEY (night, name)
        ) WITHOUT ROWID""",
    ),
)
