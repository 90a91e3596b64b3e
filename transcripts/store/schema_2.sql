CREATE TABLE tracker (
    uid VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    source_name VARCHAR NOT NULL,
    added VARCHAR NOT NULL,
    columns VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (name)
);

CREATE TABLE tracker_row (
    uid VARCHAR NOT NULL,
    tracker_uid VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    period VARCHAR NOT NULL,
    area VARCHAR NOT NULL,
    "group" VARCHAR NOT NULL,
    cells VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(tracker_uid) REFERENCES tracker (uid) ON DELETE CASCADE
);

CREATE INDEX ix_tracker_row_tracker_uid ON tracker_row (tracker_uid);
