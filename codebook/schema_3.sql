CREATE TABLE reading (
    document_uid VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    body_hash VARCHAR NOT NULL,
    opened VARCHAR NOT NULL,
    seen VARCHAR NOT NULL,
    seen_speech INTEGER NOT NULL,
    speech INTEGER NOT NULL,
    PRIMARY KEY (document_uid, coder, body_hash),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE
);

CREATE TABLE nothing_here (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    coder_uid VARCHAR NOT NULL,
    round VARCHAR NOT NULL,
    declared VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    CHECK (start >= 0 AND start < "end"),
    UNIQUE (document_uid, start, "end", coder_uid, round),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX ix_nothing_here_coder_uid ON nothing_here (coder_uid);
