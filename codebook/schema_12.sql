CREATE TABLE rejection (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    code_uid VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    round VARCHAR NOT NULL,
    rejected VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    CHECK (start >= 0 AND start < "end"),
    UNIQUE (document_uid, start, "end", code_uid, coder_uid, round),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(code_uid) REFERENCES code (uid) ON DELETE CASCADE,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX ix_rejection_code_uid ON rejection (code_uid);

CREATE INDEX ix_rejection_coder_uid ON rejection (coder_uid);
