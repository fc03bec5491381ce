DROP TABLE limit_locks;
