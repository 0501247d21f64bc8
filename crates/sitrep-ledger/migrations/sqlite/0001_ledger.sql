-- Articles as received and as read. `seq` is the order of adding; nothing that is derived depends on it.
CREATE TABLE article (
    seq       INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    hash      TEXT NOT NULL UNIQUE,
    url       TEXT,
    title     TEXT,
    outlet    TEXT,
    published TEXT,
    reader    TEXT NOT NULL,
    received  BLOB NOT NULL,
    record    TEXT NOT NULL,
    -- the article whose report this is a copy of; its own id if it is the first
    report    TEXT NOT NULL,
    signature BLOB NOT NULL,
    added     TEXT NOT NULL
);
CREATE INDEX article_report ON article (report);

-- Bands of the signatures of articles: those that share one may be copies.
CREATE TABLE band (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;

-- Incidents as articles tell them. `id` is permanent: that of the incident is the id of its first mention.
CREATE TABLE mention (
    seq      INTEGER PRIMARY KEY,
    id       TEXT NOT NULL UNIQUE,
    article  INTEGER NOT NULL REFERENCES article (seq),
    local    TEXT NOT NULL,
    prepared TEXT NOT NULL,
    incident TEXT NOT NULL
);
CREATE INDEX mention_article ON mention (article);
CREATE INDEX mention_incident ON mention (incident);

-- Blocks that mentions stand in, and pairs of mentions that are likelier one than two (both ways).
CREATE TABLE block (key INTEGER NOT NULL, mention INTEGER NOT NULL, PRIMARY KEY (key, mention)) WITHOUT ROWID;
CREATE TABLE edge (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;

-- Incidents as they are now: derived, rebuilt at will.
CREATE TABLE incident (
    id           TEXT NOT NULL UNIQUE,
    type         TEXT NOT NULL,
    date_from    TEXT,
    date_to      TEXT,
    country      TEXT,
    admin1       TEXT,
    lat          REAL,
    lon          REAL,
    grade        TEXT NOT NULL,
    contested    INTEGER NOT NULL,
    rejected     INTEGER NOT NULL,
    articles     INTEGER NOT NULL,
    killed       INTEGER,
    injured      INTEGER,
    missing      INTEGER,
    captured     INTEGER,
    displaced    INTEGER,
    names        TEXT NOT NULL,
    sources      TEXT NOT NULL
);
CREATE INDEX incident_date ON incident (date_from);
CREATE INDEX incident_end ON incident (coalesce(date_to, date_from));
CREATE INDEX incident_country ON incident (country, date_from);

-- All that is known of an incident, apart from the columns that are searched, so that searching reads little.
CREATE TABLE summary (id TEXT NOT NULL UNIQUE, json TEXT NOT NULL);

-- Ids that are no longer those of an incident: with where it went, or nothing for a tombstone.
CREATE TABLE retired (id TEXT PRIMARY KEY, became TEXT) WITHOUT ROWID;

-- What a copy of the ledger must do to keep up.
CREATE TABLE change (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, incident TEXT NOT NULL, became TEXT);
CREATE INDEX change_at ON change (at);

-- What people decided: only ever added to.
CREATE TABLE decision (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, body TEXT NOT NULL);
CREATE TRIGGER decision_is_not_changed BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;
CREATE TRIGGER decision_is_not_deleted BEFORE DELETE ON decision BEGIN SELECT RAISE(ABORT, 'decisions are only ever added'); END;

CREATE TABLE accord (article INTEGER NOT NULL REFERENCES article (seq), local TEXT NOT NULL, PRIMARY KEY (article, local)) WITHOUT ROWID;

CREATE VIRTUAL TABLE article_text USING fts5 (title, body, content = '', contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2");

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
