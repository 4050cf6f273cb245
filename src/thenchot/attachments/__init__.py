"""Files attached to things (tệp đính kèm): kept once, known by content, given to who may read what they hang on."""
