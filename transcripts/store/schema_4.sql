CREATE TABLE prepared_words (
    document_uid VARCHAR NOT NULL,
    analyser VARCHAR NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (document_uid),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE
);
