-- Keys of 31 bits make the index of bands a third smaller; what strangers they bring together, the signatures tell apart.
CREATE TABLE short_band (key INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;
INSERT OR IGNORE INTO short_band (key, article) SELECT (key >> 33) & 2147483647, article FROM band ORDER BY 1, 2;
DROP TABLE band;
ALTER TABLE short_band RENAME TO band;
