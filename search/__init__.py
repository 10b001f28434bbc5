"""Search: one query language and the engines that answer it."""
