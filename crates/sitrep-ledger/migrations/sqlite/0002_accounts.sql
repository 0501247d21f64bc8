-- Who may use the board. Passwords and the tokens of sessions are never kept, only hashes of them.
CREATE TABLE account (
    name     TEXT NOT NULL PRIMARY KEY,
    password TEXT NOT NULL,
    role     TEXT NOT NULL,
    created  TEXT NOT NULL,
    disabled TEXT
) WITHOUT ROWID;

CREATE TABLE session (
    token   TEXT NOT NULL PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account (name),
    csrf    TEXT NOT NULL,
    created TEXT NOT NULL,
    expires TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
