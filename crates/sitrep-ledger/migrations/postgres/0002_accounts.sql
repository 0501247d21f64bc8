-- Who may use the board. Passwords and the tokens of sessions are never kept, only hashes of them.
CREATE TABLE account (
    name     TEXT COLLATE "C" PRIMARY KEY,
    password TEXT NOT NULL,
    role     TEXT NOT NULL,
    created  TEXT COLLATE "C" NOT NULL,
    disabled TEXT COLLATE "C"
);

CREATE TABLE session (
    token   TEXT COLLATE "C" PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL REFERENCES account (name),
    csrf    TEXT NOT NULL,
    created TEXT COLLATE "C" NOT NULL,
    expires TEXT COLLATE "C" NOT NULL
);
CREATE INDEX session_account ON session (account);
