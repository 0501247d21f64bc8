-- The same tables as in migrations/sqlite/0001_ledger.sql, which explains them. Texts are compared by their bytes, as SQLite does,
-- so that both list in one order.
CREATE TABLE article (
    seq       BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id        TEXT COLLATE "C" NOT NULL UNIQUE,
    hash      TEXT COLLATE "C" NOT NULL UNIQUE,
    url       TEXT COLLATE "C",
    title     TEXT COLLATE "C",
    outlet    TEXT COLLATE "C",
    published TEXT COLLATE "C",
    reader    TEXT NOT NULL,
    received  BYTEA NOT NULL,
    record    TEXT NOT NULL,
    report    TEXT COLLATE "C" NOT NULL,
    signature BYTEA NOT NULL,
    added     TEXT COLLATE "C" NOT NULL
);
CREATE INDEX article_report ON article (report);

CREATE TABLE band (key BIGINT NOT NULL, article BIGINT NOT NULL, PRIMARY KEY (key, article));

CREATE TABLE mention (
    seq      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id       TEXT COLLATE "C" NOT NULL UNIQUE,
    article  BIGINT NOT NULL REFERENCES article (seq),
    local    TEXT COLLATE "C" NOT NULL,
    prepared TEXT NOT NULL,
    incident TEXT COLLATE "C" NOT NULL
);
CREATE INDEX mention_article ON mention (article);
CREATE INDEX mention_incident ON mention (incident);

CREATE TABLE block (key BIGINT NOT NULL, mention BIGINT NOT NULL, PRIMARY KEY (key, mention));
CREATE TABLE edge (a BIGINT NOT NULL, b BIGINT NOT NULL, PRIMARY KEY (a, b));

CREATE TABLE incident (
    id        TEXT COLLATE "C" NOT NULL UNIQUE,
    type      TEXT COLLATE "C" NOT NULL,
    date_from TEXT COLLATE "C",
    date_to   TEXT COLLATE "C",
    country   TEXT COLLATE "C",
    admin1    TEXT COLLATE "C",
    lat       DOUBLE PRECISION,
    lon       DOUBLE PRECISION,
    grade     TEXT COLLATE "C" NOT NULL,
    contested BOOLEAN NOT NULL,
    rejected  BOOLEAN NOT NULL,
    articles  BIGINT NOT NULL,
    killed    BIGINT,
    injured   BIGINT,
    missing   BIGINT,
    captured  BIGINT,
    displaced BIGINT,
    names     TEXT COLLATE "C" NOT NULL,
    sources   TEXT COLLATE "C" NOT NULL
);
CREATE INDEX incident_date ON incident (date_from);
CREATE INDEX incident_end ON incident ((coalesce(date_to, date_from)));
CREATE INDEX incident_country ON incident (country, date_from);

CREATE TABLE summary (id TEXT COLLATE "C" NOT NULL UNIQUE, json TEXT NOT NULL);

CREATE TABLE retired (id TEXT COLLATE "C" PRIMARY KEY, became TEXT COLLATE "C");

CREATE TABLE change (
    seq      BIGINT PRIMARY KEY,
    at       TEXT COLLATE "C" NOT NULL,
    kind     TEXT NOT NULL,
    incident TEXT COLLATE "C" NOT NULL,
    became   TEXT COLLATE "C"
);
CREATE INDEX change_at ON change (at);

CREATE TABLE decision (seq BIGINT PRIMARY KEY, at TEXT COLLATE "C" NOT NULL, who TEXT NOT NULL, body TEXT NOT NULL);
CREATE FUNCTION decisions_are_only_added() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'decisions are only ever added'; END $$;
CREATE TRIGGER decision_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON decision
    EXECUTE FUNCTION decisions_are_only_added();

CREATE TABLE accord (
    article BIGINT NOT NULL REFERENCES article (seq),
    local   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (article, local)
);

CREATE TABLE article_text (article BIGINT PRIMARY KEY REFERENCES article (seq), words TSVECTOR NOT NULL);
CREATE INDEX article_text_words ON article_text USING GIN (words);

CREATE TABLE setting (key TEXT COLLATE "C" PRIMARY KEY, value TEXT NOT NULL);
