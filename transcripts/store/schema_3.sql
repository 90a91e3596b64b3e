CREATE TABLE kept_index (
    name VARCHAR NOT NULL,
    made_from VARCHAR NOT NULL,
    content BLOB NOT NULL,
    PRIMARY KEY (name)
);
